package dev.tributary.channels;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The inbox as people see it: what platforms sent, what became of it, and what to do with what was parked. */
public interface MessageDesk {

    int REPLAY_MAX = 1_000;
    int REPLAY_ALL_MAX = 20_000;

    /** Newest first, at most 200 a page. */
    Page<Summary> list(MerchantId merchant, Filter filter, Optional<String> cursor, int limit);

    /** How many are parked, per channel. */
    List<Parked> parked(MerchantId merchant);

    /** With the body masked. */
    Optional<Message> show(MerchantId merchant, long message);

    /** The body in clear; who looked and why is recorded first. */
    String reveal(MerchantId merchant, long message, String viewer, String reason);

    /** Replaces the body of a parked message and processes it again. The bytes as received are kept beside it. */
    void correct(MerchantId merchant, long message, byte[] body, String actor);

    /**
     * Writes another text wherever parked messages have this one, and processes those that had it again; the others, and
     * those not parked, are left alone.
     */
    TextCorrection.Done correct(MerchantId merchant, List<Long> messages, TextCorrection correction, String actor);

    /** The same for all parked messages, of one channel or of all, the first {@value #REPLAY_ALL_MAX} by when they came. */
    TextCorrection.Done correctAll(
            MerchantId merchant, Optional<ChannelId> channel, TextCorrection correction, String actor);

    /** Who takes on parked messages is their owner, also of one that had another. Returns how many they are. */
    int take(MerchantId merchant, List<Long> messages, String actor);

    /** Parked messages have no owner any longer. Returns how many had one. */
    int giveBack(MerchantId merchant, List<Long> messages, String actor);

    /** Processes parked messages again; those not parked are left alone. Returns how many will be. */
    int replay(MerchantId merchant, List<Long> messages, String actor);

    /**
     * Processes all parked messages again, of one channel or of all, each once, the first {@value #REPLAY_ALL_MAX} by when
     * they came. Returns how many will be.
     */
    int replayAll(MerchantId merchant, Optional<ChannelId> channel, String actor);

    /** Gives parked messages up for good. Returns how many were. */
    int drop(MerchantId merchant, List<Long> messages, String reason, String actor);

    enum State {
        WAITING(1),
        PROCESSED(2),
        /** Understood, but older than what is known or without effect. */
        IGNORED(3),
        /** A person must look at it. */
        PARKED(4),
        DROPPED(5);

        private final short code;

        State(int code) {
            this.code = (short) code;
        }

        public short code() {
            return code;
        }

        public static State of(int code) {
            return values()[code - 1];
        }
    }

    /** @param owner who has taken them on; an empty text for those that nobody has */
    record Filter(Optional<ChannelId> channel, Optional<State> state, Optional<String> owner) {

        public Filter(Optional<ChannelId> channel, Optional<State> state) {
            this(channel, state, Optional.empty());
        }
    }

    record Parked(ChannelId channel, long messages) {}

    /**
     * @param kind what the platform calls it, such as {@code orders/create}
     * @param reason why it is parked or ignored; may be empty
     * @param suggestion what a person could do about it; may be empty
     */
    record Summary(
            long id,
            ChannelId channel,
            String adapter,
            String kind,
            Instant receivedAt,
            State state,
            String reason,
            String suggestion,
            Optional<OrderId> order,
            int attempts,
            Optional<String> owner) {}

    record Message(Summary summary, String headers, String maskedBody, boolean corrected, List<Entry> history) {}

    record Entry(Instant at, String actor, String what, String detail) {}
}
