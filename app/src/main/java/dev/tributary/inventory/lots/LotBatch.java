package dev.tributary.inventory.lots;

import dev.tributary.database.WriteGroup;
import dev.tributary.engine.Lot;
import dev.tributary.engine.Lots;
import dev.tributary.engine.StockRow;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.OrderId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The lots of the rows that one batch has locked. Read for all of these at once, and only when a command moves goods or
 * names a lot: a batch that merely promises asks for none. The rows' locks hold them still.
 */
public final class LotBatch {

    /** What a line was promised by name, as it stands while the batch goes on. */
    static final class Pin {
        final StockKey key;
        final String number;
        long units;

        Pin(StockKey key, String number, long units) {
            this.key = key;
            this.number = number;
            this.units = units;
        }
    }

    record Line(OrderId order, int number) {}

    private final LotStore store;
    private final Collection<StockKey> kept;
    private final Collection<OrderId> orders;
    private final LotWrites writes = new LotWrites();
    /** Those that commands touched. */
    private final Map<StockKey, SequencedMap<String, Lot>> touched = new LinkedHashMap<>();

    private final Map<Line, Pin> pinsTouched = new LinkedHashMap<>();
    private final HeldLots held;
    /** By row, what the last movement did. */
    private final Map<StockKey, Collection<Lots.Change>> last = new HashMap<>();

    private @Nullable Map<StockKey, Lots> found;
    private @Nullable Map<Line, Pin> pins;

    /**
     * @param kept the locked rows that are kept by lots
     * @param orders that the batch is about, besides new ones
     */
    LotBatch(LotStore store, Collection<StockKey> kept, Collection<OrderId> orders) {
        this.store = store;
        this.kept = kept;
        this.orders = orders;
        held = new HeldLots(this, store);
    }

    /** Which lots held goods are of. */
    public HeldLots held() {
        return held;
    }

    Collection<StockKey> kept() {
        return kept;
    }

    /** The row's lots that have something held; none of a row that is not kept by lots. */
    List<Lot> blocked(StockKey key) {
        boolean known = kept.contains(key) || found != null && found.containsKey(key);
        return known ? of(key).all().stream().filter(lot -> lot.blocked() > 0).toList() : List.of();
    }

    /** What the row's last movement has blocked, by lots. */
    public List<Lots.Part> justBlocked(StockKey key) {
        return last.getOrDefault(key, List.of()).stream()
                .filter(change -> change.blocked() > 0)
                .map(change -> new Lots.Part(change.lot(), change.blocked()))
                .toList();
    }

    /** What left with the row's last movement, by lots. */
    public List<Lots.Part> justLeft(StockKey key) {
        return last.getOrDefault(key, List.of()).stream()
                .filter(change -> change.onHand() < 0)
                .map(change -> new Lots.Part(change.lot(), -change.onHand()))
                .toList();
    }

    public Lots of(StockKey key) {
        return found().computeIfAbsent(key, empty -> new Lots(List.of()));
    }

    /** The row is kept by lots from now on, of which there are none yet. */
    public Lots begin(StockKey key) {
        writes.begun(key);
        return of(key);
    }

    /** Whether lines of the order may have been promised lots before this batch. */
    public boolean knows(OrderId order) {
        return orders.contains(order);
    }

    /** Hears of every movement of a row right after it; answers by how many units pinned lots fell shorter. */
    public long moved(StockKey key, StockRow row) {
        var lots = found == null ? null : found.get(key);
        long shorter = 0;
        if (lots != null) {
            var changes = List.copyOf(lots.takeChanges());
            last.put(key, changes);
            for (var change : changes) {
                var lot = change.lot();
                touched.computeIfAbsent(key, first -> new LinkedHashMap<>()).put(lot.number(), lot);
                writes.moved(key, row.version(), change);
                shorter += lot.unitsShort() - shortBefore(change);
            }
        }
        return shorter;
    }

    private static long shortBefore(Lots.Change change) {
        long onHand = change.lot().onHand() - change.onHand();
        return Math.max(0, change.lot().pinned() - change.pinned() - Math.max(0, onHand));
    }

    /** What of the units of a line was promised by name; null where nothing was. */
    public Lots.@Nullable Part pinned(StockKey key, OrderId order, int line, long units) {
        var pin = pin(key, order, line);
        return pin == null || pin.units == 0
                ? null
                : new Lots.Part(Objects.requireNonNull(of(key).find(pin.number)), Math.min(units, pin.units));
    }

    public void pin(StockKey key, OrderId order, int line, Lot lot, long units) {
        var pin = pin(key, order, line);
        if (pin == null || pin.units == 0) {
            pin = new Pin(key, lot.number(), 0);
            pins().put(new Line(order, line), pin);
        }
        pin.units += units;
        pinsTouched.put(new Line(order, line), pin);
    }

    /** What {@link #pinned} answered has left, or is free again. */
    public void unpin(StockKey key, OrderId order, int line, Lots.Part part) {
        var pin = Objects.requireNonNull(pin(key, order, line));
        pin.units -= part.units();
        pinsTouched.put(new Line(order, line), pin);
    }

    public void write(WriteGroup group) {
        touched.forEach((key, lots) -> lots.values().forEach(lot -> writes.lot(key, lot)));
        pinsTouched.forEach((line, pin) -> writes.pin(line, pin));
        held.write(writes);
        writes.write(group);
    }

    private @Nullable Pin pin(StockKey key, OrderId order, int line) {
        boolean any = of(key).all().stream().anyMatch(lot -> lot.pinned() > 0) || pins != null;
        return any ? pins().get(new Line(order, line)) : null;
    }

    private Map<StockKey, Lots> found() {
        if (found == null) {
            found = kept.isEmpty() ? new HashMap<>() : store.read(kept);
        }
        return found;
    }

    private Map<Line, Pin> pins() {
        if (pins == null) {
            pins = orders.isEmpty() || kept.isEmpty() ? new HashMap<>() : store.pins(kept, orders);
        }
        return pins;
    }
}
