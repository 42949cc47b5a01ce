package dev.tributary.channels.news;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.leases.Field;
import dev.tributary.leases.LeaseId;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import dev.tributary.leases.Suspensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shelves of which a channel is not told while a lease lasts, at most as many as it has. A figure that counts several
 * nodes is kept back as a whole when one of them is: a part of it cannot be told. What would be told is no value to keep,
 * for it is read when the lease has ended.
 */
final class KeptShelves {

    private final OpenAccount account;
    private final Stores stores;
    private final Suspensions suspensions;
    /** Each with the narrowest of the leases that kept it back when it was looked at last. */
    private final ConcurrentHashMap<Shelf, LeaseId> kept = new ConcurrentHashMap<>();

    KeptShelves(OpenAccount account, Stores stores, Suspensions suspensions) {
        this.account = account;
        this.stores = stores;
        this.suspensions = suspensions;
    }

    record Released(List<Shelf> toTell, List<Shelf> discarded) {}

    boolean contains(Shelf shelf) {
        return kept.containsKey(shelf);
    }

    int size() {
        return kept.size();
    }

    /** True when a lease keeps the shelf back now: then it is remembered until none does. */
    boolean keeps(Shelf shelf) {
        var lease = lease(shelf);
        lease.ifPresent(id -> kept.put(shelf, id));
        return lease.isPresent();
    }

    /** Those that nothing keeps back any longer; changes of them are marked again from here on. */
    Released release() {
        var released = new Released(new ArrayList<>(), new ArrayList<>());
        for (Map.Entry<Shelf, LeaseId> entry : kept.entrySet()) {
            var shelf = entry.getKey();
            if (!keeps(shelf)) {
                boolean discarded =
                        suspensions.resume(account.merchant(), entry.getValue()).equals(Optional.of(Resume.DISCARD));
                (discarded ? released.discarded() : released.toTell()).add(shelf);
                kept.remove(shelf);
            }
        }
        return released;
    }

    private Optional<LeaseId> lease(Shelf shelf) {
        for (var node : stores.nodes(shelf.store())) {
            var target = new LeaseScope.Target(Optional.of(account.channel()), node, shelf.sku(), Field.AVAILABLE);
            var covering = suspensions.covering(account.merchant(), Subject.STOCK_OUT, target);
            if (!covering.isEmpty()) {
                return Optional.of(covering.getFirst());
            }
        }
        return Optional.empty();
    }
}
