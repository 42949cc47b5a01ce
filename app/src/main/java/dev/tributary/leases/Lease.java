package dev.tributary.leases;

import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Permission to leave the automatic way, for a time.
 *
 * @param units the limit of an allowance; absent for a suspension
 * @param owner who answers for it
 * @param resume what becomes of what was told meanwhile when it ends, by itself or as somebody decided
 * @param note what is left to do after its end, in words
 * @param version grows with each change
 */
public record Lease(
        LeaseId id,
        MerchantId merchant,
        Subject subject,
        LeaseScope scope,
        OptionalLong units,
        String owner,
        String reason,
        Resume resume,
        State state,
        Instant madeAt,
        Instant expiresAt,
        Optional<Instant> endedAt,
        String note,
        long version) {

    /** Among leases over one thing the narrowest stands for all; of equals the one that lasts longest. */
    public static final Comparator<Lease> PRECEDENCE = Comparator.comparingInt(
                    (Lease lease) -> lease.scope().precedence())
            .thenComparing(Lease::expiresAt)
            .thenComparing(Lease::id)
            .reversed();

    /** Stored by its code: never renumber. */
    public enum State {
        ACTIVE(1),
        /** Over, and what it kept back is being settled. */
        ENDING(2),
        ENDED(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static State of(int code) {
            return values()[code - 1];
        }

        public Set<State> moves() {
            return switch (this) {
                case ACTIVE -> EnumSet.of(ENDING);
                case ENDING -> EnumSet.of(ENDED);
                case ENDED -> EnumSet.noneOf(State.class);
            };
        }
    }

    /** A suspension counts until its time is over. */
    public boolean suspends(Instant now) {
        return state == State.ACTIVE && expiresAt.isAfter(now);
    }

    /** Of leases over one thing the last to end decides what becomes of it; of two at once the one with the higher id. */
    public boolean outlasts(Lease other) {
        return switch (state) {
            case ACTIVE -> !id.equals(other.id);
            case ENDED -> false;
            case ENDING ->
                other.endedAt
                        .map(otherEnd -> endedAt.orElseThrow().compareTo(otherEnd))
                        .map(later -> later > 0 || later == 0 && id.compareTo(other.id) > 0)
                        .orElse(false);
        };
    }

    /** An allowance keeps others from its row's number until it is taken back altogether. */
    public boolean occupies() {
        return state != State.ENDED;
    }
}
