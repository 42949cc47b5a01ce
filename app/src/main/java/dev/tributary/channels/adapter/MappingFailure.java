package dev.tributary.channels.adapter;

/** A message that an adapter file cannot translate: it is parked with this reason. Never holds personal data. */
public final class MappingFailure extends RuntimeException {

    private final String code;
    private final String suggestion;

    public MappingFailure(String code, String reason, String suggestion) {
        super(reason, null, false, false);
        this.code = code;
        this.suggestion = suggestion;
    }

    /** A stable snake_case word, such as {@code unknown_state}. */
    public String code() {
        return code;
    }

    public String suggestion() {
        return suggestion;
    }
}
