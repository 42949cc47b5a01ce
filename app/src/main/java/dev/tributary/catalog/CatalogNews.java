package dev.tributary.catalog;

import dev.tributary.journal.Journal;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells everyone what changed: other nodes and modules by the journal, this node's memory right after the commit. */
@Component
class CatalogNews {

    /** The changes of one transaction. */
    static final class Batch {

        private record Change(CatalogChange change, long version) {}

        private final Instant at;
        private final List<Change> changes = new ArrayList<>();

        Batch(Instant at) {
            this.at = at;
        }

        void add(CatalogChange change, long version) {
            changes.add(new Change(change, version));
        }

        private List<NewEvent> events(MerchantId merchant) {
            return changes.stream()
                    .map(change -> change.change().event(merchant, change.version(), at))
                    .toList();
        }
    }

    private final Journal journal;
    private final CatalogMemory memory;

    CatalogNews(Journal journal, CatalogMemory memory) {
        this.journal = journal;
        this.memory = memory;
    }

    void tell(MerchantId merchant, Batch batch) {
        if (batch.changes.isEmpty()) {
            return;
        }
        journal.append(batch.events(merchant));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                batch.changes.forEach(change -> memory.forget(merchant, change.change()));
            }
        });
    }
}
