package dev.tributary.leases;

import dev.tributary.kernel.Page;
import java.util.Optional;
import java.util.Set;

/** The module that keeps what a lease is about. It finds shadow values of the lease, and settles them when it is over. */
public interface LeaseKeeper {

    /** Each subject has one keeper. */
    Set<Subject> subjects();

    /** Told in the transaction that makes or changes an active lease; what it throws undoes that. */
    default void changed(Lease lease) {}

    /**
     * Does what is left once the lease is over, in short transactions of its own; asked again until it is done, also by
     * several nodes at once.
     */
    Settled settle(Lease lease);

    /** Whether {@link #settle} is brief and belongs into one transaction with the note that the lease has ended. */
    default boolean settlesAtOnce() {
        return false;
    }

    Page<Drift> drift(Lease lease, Optional<String> cursor, int limit);

    /** @param says what was done, for people; where it is not done, what it waits for */
    record Settled(Progress progress, String says) {

        public enum Progress {
            DONE,
            /** Others must act first: ask again in a while. */
            WAITING
        }
    }
}
