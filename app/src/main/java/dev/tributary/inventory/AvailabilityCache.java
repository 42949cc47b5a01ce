package dev.tributary.inventory;

import dev.tributary.journal.Event;
import dev.tributary.journal.JournalListener;
import dev.tributary.journal.JournalProgress;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Every stock row in memory, about 150 bytes each. Starts from the table, then follows the journal; the higher version
 * of a row wins, so it does not matter which of the two told it. What is sold by components is worked out of their rows
 * whenever somebody asks.
 */
@Component
@Order(JournalListener.MEMORY)
class AvailabilityCache implements Availability, JournalListener {

    private static final StockLevel[] NONE = {};

    private final StockRows rows;
    private final Compositions compositions;
    private final Clock clock;
    /** Asked for late: the journal's readers are made with their listeners, of which this is one. */
    private final ObjectProvider<JournalProgress> progress;

    private final ConcurrentHashMap<SkuOf, StockLevel[]> levels = new ConcurrentHashMap<>();
    private final List<BiConsumer<MerchantId, StockLevel>> listeners = new CopyOnWriteArrayList<>();

    AvailabilityCache(
            StockRows rows, Compositions compositions, Clock clock, ObjectProvider<JournalProgress> progress) {
        this.rows = rows;
        this.compositions = compositions;
        this.clock = clock;
        this.progress = progress;
    }

    /** The journal's listeners run from before this on, so no change falls between the table and the journal. */
    @EventListener(ApplicationStartedEvent.class)
    void load() {
        rows.forEach(this::take);
    }

    @Override
    public Set<String> types() {
        return Set.of(StockEvents.CHANGED);
    }

    @Override
    public void accept(List<Event> events) {
        for (var event : events) {
            var level = StockEvents.level(event.payload());
            take(event.merchant(), level);
            tell(event.merchant(), level);
            for (var bundle : compositions.madeOf(event.merchant(), level.sku())) {
                level(event.merchant(), bundle, level.node()).ifPresent(now -> tell(event.merchant(), now));
            }
        }
    }

    private void tell(MerchantId merchant, StockLevel level) {
        listeners.forEach(heard -> heard.accept(merchant, level));
    }

    @Override
    public void onChange(BiConsumer<MerchantId, StockLevel> heard) {
        listeners.add(heard);
    }

    @Override
    public Answer levels(MerchantId merchant, Collection<SkuId> skus, Collection<NodeId> nodes) {
        var found = new ArrayList<StockLevel>(skus.size());
        for (var sku : skus) {
            for (var level : known(merchant, sku)) {
                if (nodes.isEmpty() || nodes.contains(level.node())) {
                    found.add(level);
                }
            }
        }
        return new Answer(found, age());
    }

    @Override
    public List<StockLevel> levels(MerchantId merchant, SkuId sku) {
        // Nobody changes an array that is in the map; who would through this view has a fault.
        return Arrays.asList(known(merchant, sku));
    }

    @Override
    public Optional<StockLevel> level(MerchantId merchant, SkuId sku, NodeId node) {
        return Arrays.stream(known(merchant, sku))
                .filter(level -> level.node().equals(node))
                .findFirst();
    }

    private StockLevel[] known(MerchantId merchant, SkuId sku) {
        var parts = compositions.parts(merchant, sku);
        return parts.isEmpty()
                ? kept(merchant, sku)
                : AssembledLevels.of(sku, parts, component -> kept(merchant, component));
    }

    private StockLevel[] kept(MerchantId merchant, SkuId sku) {
        return levels.getOrDefault(new SkuOf(merchant, sku), NONE);
    }

    /** Whether the row exists: no row ever goes. */
    boolean knows(StockKey key) {
        return Arrays.stream(kept(key.merchant(), key.sku()))
                .anyMatch(level -> level.node().equals(key.node()));
    }

    @Override
    public Duration age() {
        var age = Duration.between(progress.getObject().heardUntil(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private void take(MerchantId merchant, StockLevel told) {
        levels.merge(new SkuOf(merchant, told.sku()), new StockLevel[] {told}, (known, added) -> with(known, told));
    }

    /** Copies, so that readers never see a half-changed array. */
    private static StockLevel[] with(StockLevel[] known, StockLevel told) {
        for (int i = 0; i < known.length; i++) {
            if (known[i].node().equals(told.node())) {
                if (known[i].version() >= told.version()) {
                    return known;
                }
                var changed = known.clone();
                changed[i] = told;
                return changed;
            }
        }
        var grown = Arrays.copyOf(known, known.length + 1);
        grown[known.length] = told;
        return grown;
    }

    private record SkuOf(MerchantId merchant, SkuId sku) {}
}
