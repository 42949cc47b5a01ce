package dev.tributary.channels.lane;

/** A platform was not reached, or did not answer: nobody knows whether the call had an effect. Never names secrets. */
public final class CallFailure extends Exception {

    public CallFailure(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
