package dev.tributary.inventory.lots;

import dev.tributary.engine.Lot;
import dev.tributary.engine.Lots;
import dev.tributary.inventory.Condition;
import dev.tributary.inventory.StockKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which lots the held goods of a batch's rows are of, by condition: read when it is first needed. Of goods that were held
 * before their row was kept by lots, or came back without a lot's name, nobody knows.
 */
public final class HeldLots {

    record Place(StockKey key, Condition condition, String number) {}

    private final LotBatch lots;
    private final LotStore store;
    private final Set<Place> touched = new LinkedHashSet<>();
    private @Nullable Map<Place, Long> units;

    HeldLots(LotBatch lots, LotStore store) {
        this.lots = lots;
        this.store = store;
    }

    /** So many of the goods in this condition, those that expire first; fewer where nobody knows of which lot they are. */
    public List<Lots.Part> take(StockKey key, Condition condition, long wanted) {
        var parts = new ArrayList<Lots.Part>();
        long left = wanted;
        for (var lot : lots.blocked(key)) {
            long some = Math.min(left, held(key, condition, lot));
            if (some > 0) {
                add(key, condition, lot, -some);
                parts.add(new Lots.Part(lot, some));
                left -= some;
            }
        }
        return parts;
    }

    public void put(StockKey key, Condition condition, List<Lots.Part> parts) {
        parts.forEach(part -> add(key, condition, part.lot(), part.units()));
    }

    private long held(StockKey key, Condition condition, Lot lot) {
        return lot.blocked() == 0 ? 0 : units().getOrDefault(new Place(key, condition, lot.number()), 0L);
    }

    void write(LotWrites writes) {
        touched.forEach(place -> writes.held(place, units().getOrDefault(place, 0L)));
    }

    private void add(StockKey key, Condition condition, Lot lot, long change) {
        var place = new Place(key, condition, lot.number());
        units().merge(place, change, Long::sum);
        touched.add(place);
    }

    private Map<Place, Long> units() {
        if (units == null) {
            units = lots.kept().isEmpty() ? new HashMap<>() : store.held(lots.kept());
        }
        return units;
    }
}
