package dev.tributary.leases;

import dev.tributary.kernel.MerchantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which leases count, from memory: fed by the journal, so another node's lease counts here some milliseconds later. */
public interface Suspensions {

    /** Those that suspend this news now, in order of precedence; mostly none, which costs next to nothing. */
    List<LeaseId> covering(MerchantId merchant, Subject subject, LeaseScope.Target target);

    /**
     * Asks the database, once the memory has named some: those of the leases that still suspend, which then stay until
     * the caller's transaction ends.
     */
    List<LeaseId> held(MerchantId merchant, Collection<LeaseId> leases);

    /** What the lease said of its end, for some minutes after it. */
    Optional<Resume> resume(MerchantId merchant, LeaseId lease);
}
