package dev.tributary.leases;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The merchants' leases. Each change is a line of the lease's own history, in its transaction, which is the caller's
 * where there is one; what is not allowed is a {@link dev.tributary.kernel.ProblemException}.
 */
public interface Leases {

    /** Leases of one merchant that are not over. */
    int OPEN_MAX = 1_000;

    /** From now on, when it is made or extended. */
    Duration LENGTH_MAX = Duration.ofDays(90);

    /** What may happen to one lease, beside its end. */
    int CHANGES_MAX = 200;

    int OWNER_MAX = 64;
    int REASON_MAX = 200;
    long UNITS_MAX = 1_000_000_000L;

    Lease make(MerchantId merchant, LeaseDraft draft, String actor);

    /** Moves the end or the limit. */
    Lease extend(MerchantId merchant, LeaseId lease, Extension extension, String actor);

    /** Ends it before its time. */
    Lease end(MerchantId merchant, LeaseId lease, Resume resume, String reason, String actor);

    Optional<Lease> find(MerchantId merchant, LeaseId lease);

    /** The newest first. */
    Page<Lease> list(MerchantId merchant, Show show, Optional<String> cursor, int limit);

    /** What happened to it, the oldest first. */
    List<Change> history(MerchantId merchant, LeaseId lease);

    /** What its end would change, asked of whoever keeps the numbers. */
    Page<Drift> drift(Lease lease, Optional<String> cursor, int limit);

    /** Those that are not over, also those whose end is not settled yet, as the database says now. */
    List<Lease> open(MerchantId merchant, Subject subject);

    /** The same, and none of them changes before the caller's transaction is over: waits for those that are changing. */
    List<Lease> hold(MerchantId merchant, Subject subject);

    enum Show {
        OPEN,
        ALL
    }

    record Extension(Optional<Instant> expiresAt, OptionalLong units, String reason) {}

    record Change(long version, What what, String actor, String detail, Instant at) {

        /** Stored by its name: never rename. */
        public enum What {
            MADE,
            EXTENDED,
            ENDED,
            EXPIRED,
            SETTLING,
            SETTLED
        }
    }
}
