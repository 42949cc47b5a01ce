package dev.tributary.inventory.quotas;

import dev.tributary.inventory.quotas.QuotaLocks.SkuKey;
import dev.tributary.journal.Event;
import dev.tributary.journal.JournalListener;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Every quota in force, some 200 bytes each. Starts from the table, then follows the journal; the higher version of a
 * quota wins, so it does not matter which of the two told it.
 */
@Component
@Order(JournalListener.MEMORY)
class QuotaMemory implements JournalListener, SmartInitializingSingleton {

    private static final int SLICE = 1_000;

    private final QuotaStore store;
    private final ConcurrentHashMap<SkuKey, OfSku> quotas = new ConcurrentHashMap<>();

    QuotaMemory(QuotaStore store) {
        this.store = store;
    }

    /**
     * Of one SKU; never changed, so that readers need no lock.
     *
     * @param ended versions of those that are over, so that the sum of all goes on growing
     */
    record OfSku(List<QuotaRow> inForce, long ended) {

        static final OfSku NONE = new OfSku(List.of(), 0);

        long version() {
            return ended + inForce.stream().mapToLong(QuotaRow::uses).sum();
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<QuotaRow> slice;
        long merchant = 0;
        long sku = 0;
        long id = 0;
        do {
            slice = store.inForce(merchant, sku, id, SLICE);
            slice.forEach(quota -> take(new QuotaEvents.Told(quota, true)));
            if (!slice.isEmpty()) {
                merchant = slice.getLast().merchant().value();
                sku = slice.getLast().sku().value();
                id = slice.getLast().id();
            }
        } while (slice.size() == SLICE);
    }

    @Override
    public Set<String> types() {
        return Set.of(QuotaEvents.CHANGED);
    }

    @Override
    public void accept(List<Event> events) {
        events.forEach(event -> take(QuotaEvents.told(event)));
    }

    OfSku of(MerchantId merchant, SkuId sku) {
        return quotas.getOrDefault(new SkuKey(merchant, sku), OfSku.NONE);
    }

    private void take(QuotaEvents.Told told) {
        quotas.compute(
                new SkuKey(told.quota().merchant(), told.quota().sku()),
                (key, known) -> with(known == null ? OfSku.NONE : known, told));
    }

    private static @Nullable OfSku with(OfSku known, QuotaEvents.Told told) {
        var kept = new ArrayList<QuotaRow>(known.inForce().size() + 1);
        for (var quota : known.inForce()) {
            if (quota.id() != told.quota().id()) {
                kept.add(quota);
            } else if (quota.uses() >= told.quota().uses()) {
                return known;
            }
        }
        if (!told.inForce()) {
            boolean counted = kept.size() < known.inForce().size();
            return new OfSku(
                    List.copyOf(kept), known.ended() + (counted ? told.quota().uses() : 0));
        }
        kept.add(told.quota());
        return new OfSku(List.copyOf(kept), known.ended());
    }
}
