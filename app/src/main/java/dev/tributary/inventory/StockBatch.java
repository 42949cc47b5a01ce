package dev.tributary.inventory;

import dev.tributary.database.WriteGroup;
import dev.tributary.engine.Engine;
import dev.tributary.engine.Fill;
import dev.tributary.engine.Lot;
import dev.tributary.engine.LotPin;
import dev.tributary.engine.Lots;
import dev.tributary.engine.Move;
import dev.tributary.engine.StockRow;
import dev.tributary.engine.Taking;
import dev.tributary.engine.Want;
import dev.tributary.inventory.held.HeldRows;
import dev.tributary.inventory.lots.LotBatch;
import dev.tributary.inventory.quotas.BatchQuotas;
import dev.tributary.inventory.waiting.BatchQueue;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.OrderId;
import dev.tributary.leases.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stock rows locked by one batch. Commands change them here in memory, in arrival order; {@link #write} then puts every
 * row, movement and reservation into the database with one statement each. Not thread-safe: it belongs to its writer.
 */
public final class StockBatch {

    /** Begins the cause of goods that came under the number of an expected receipt. */
    private static final String RECEIPT = "receipt/";

    private final StockStore store;
    private final SnapshotStore snapshots;
    private final Map<StockKey, StockRow> rows;
    private final Traits traits;
    private final LotBatch lots;
    private final BatchQueue queue;
    private final StockWaiting waiting;
    private final StockKey[] keys;
    private final boolean[] changed;
    private final long[] shortBefore;
    /** Rows that had something to promise when they were locked, and rows without. */
    private final boolean[] offered;

    private final boolean[] empty;
    private final StockWrites writes = new StockWrites();
    /** Rows of which a snapshot has spoken in this batch. */
    private final boolean[] told;

    private final SnapshotWrites snapshotWrites = new SnapshotWrites();
    private final KeptBack keptBack;
    private final HeldRows held;
    private final BatchQuotas quotas;
    private final Engine engine = new Engine(this::moved);
    private Cause cause = Cause.NONE;

    StockBatch(
            StockStore store,
            SnapshotStore snapshots,
            KeptBack keptBack,
            HeldRows held,
            Map<StockKey, StockRow> rows,
            Traits traits,
            LotBatch lots,
            BatchQuotas quotas,
            BatchQueue queue) {
        this.store = store;
        this.snapshots = snapshots;
        this.keptBack = keptBack;
        this.held = held;
        this.traits = traits;
        this.lots = lots;
        this.quotas = quotas;
        this.queue = queue;
        this.waiting = new StockWaiting(rows, queue, quotas);
        told = new boolean[rows.size()];
        this.rows = rows;
        keys = new StockKey[rows.size()];
        changed = new boolean[rows.size()];
        shortBefore = new long[rows.size()];
        offered = new boolean[rows.size()];
        empty = new boolean[rows.size()];
        rows.forEach((key, row) -> {
            keys[row.index()] = key;
            shortBefore[row.index()] = row.unitsShort();
            offered[row.index()] = row.free() > 0;
            // The first stock a row ever gets is no news of its coming back.
            empty[row.index()] = row.free() <= 0 && row.version() > 0;
        });
    }

    /**
     * What one line of an order wants, and from which rows, in order of preference.
     *
     * @param lot that it must be of; null where any will do, or the line was promised one before
     * @param group the same for lines next to each other that are promised together or not at all; 0 for one that stands
     *     alone
     */
    public record LineWant(
            int line,
            long units,
            StockKey[] candidates,
            @Nullable LotWish lot,
            int group) {

        public LineWant(int line, long units, StockKey[] candidates) {
            this(line, units, candidates, null, 0);
        }

        public LineWant(int line, long units, StockKey[] candidates, @Nullable LotWish lot) {
            this(line, units, candidates, lot, 0);
        }
    }

    /**
     * @param nodes where each want was reserved, null where it was not
     * @param lots which lot each was promised, null where none was
     */
    public record Taken(
            @Nullable StockKey[] nodes, @Nullable String[] lots, List<Shortage> shortages) {
        public boolean nothing() {
            return Arrays.stream(nodes).allMatch(Objects::isNull);
        }
    }

    /** @param available the most that any one candidate could have given, to this channel */
    public record Shortage(int want, Reason reason, long available) {}

    public enum Reason {
        UNKNOWN_STOCK,
        INSUFFICIENT_STOCK,
        /** There is enough, but not for this channel. */
        QUOTA_EXHAUSTED
    }

    /** Units that left, by the lot they were of. */
    public record LotUnits(String lot, long units) {}

    /** Reserves for an order; with {@code allOrNothing} one shortage leaves everything as it was. */
    public Taken take(OrderId order, List<LineWant> lines, boolean allOrNothing) {
        cause = Cause.of(order);
        var wants = new ArrayList<Want>(lines.size());
        for (var line : lines) {
            wants.add(new Want(
                    line.units(),
                    candidates(line),
                    pin(order, line),
                    quotas.share(order, line.candidates()),
                    line.group()));
        }
        boolean queued = queue.any();
        if (queued) {
            setAside(order, lines);
        }
        var taking = engine.take(wants, allOrNothing ? Fill.ALL_OR_NOTHING : Fill.WHAT_YOU_CAN);
        for (int i = 0; i < taking.rows().length; i++) {
            if (taking.rows()[i] == null) {
                tried(order, lines.get(i), wants.get(i), allOrNothing);
            }
        }
        if (queued) {
            lines.forEach(line -> candidates(line, row -> row.setAside(0)));
        }
        var nodes = new @Nullable StockKey[wants.size()];
        var promised = new @Nullable String[wants.size()];
        for (int i = 0; i < nodes.length; i++) {
            var row = taking.rows()[i];
            if (row != null) {
                var key = keys[row.index()];
                nodes[i] = key;
                writes.reserved(order, lines.get(i).line(), key, lines.get(i).units());
                var pin = wants.get(i).pin();
                var lot = pin == null ? null : pin.picked();
                if (lot != null) {
                    lots.pin(key, order, lines.get(i).line(), lot, wants.get(i).units());
                    promised[i] = lot.number();
                }
            }
        }
        return new Taken(nodes, promised, shortages(taking));
    }

    /** What came, or was left, is first for those who waited before. */
    private void setAside(OrderId order, List<LineWant> lines) {
        var numbers = HashSet.<Integer>newHashSet(lines.size());
        lines.forEach(line -> numbers.add(line.line()));
        lines.forEach(line -> candidates(line, row -> {
            row.setAside(0);
            row.setAside(queue.setAside(keys[row.index()], order, numbers, row.free()));
        }));
    }

    /**
     * Of what a row has for it a line that is not served keeps nothing back: a quota, its lot or the rest of its bundle
     * stands against it, and would against all behind it. What is for an order as a whole is kept for it.
     */
    private void tried(OrderId order, LineWant line, Want want, boolean allOrNothing) {
        candidates(
                line,
                row -> queue.tried(
                        keys[row.index()],
                        order,
                        line.line(),
                        want.barred(row) || !allOrNothing && row.free() >= want.units()));
    }

    private void candidates(LineWant line, Consumer<StockRow> each) {
        for (var key : line.candidates()) {
            var row = rows.get(key);
            if (row != null) {
                each.accept(row);
            }
        }
    }

    /** Who waits at the rows, and what is promised them of goods that are expected. */
    public StockWaiting waiting() {
        return waiting;
    }

    private @Nullable LotPin pin(OrderId order, LineWant line) {
        var wish = line.lot();
        if (wish != null) {
            return new LotPin(
                    wish.number(),
                    LotPin.Substitution.valueOf(wish.substitution().name()));
        }
        // More of what was promised of a lot is of the same lot.
        var before = lots.knows(order) && line.candidates().length == 1
                ? pinned(order, line.line(), line.candidates()[0], 1)
                : null;
        return before == null ? null : new LotPin(before.lot().number(), LotPin.Substitution.NONE);
    }

    /** What of a line's units is promised of a lot; null where the row is not kept by lots, or nothing is. */
    private Lots.@Nullable Part pinned(OrderId order, int line, StockKey key, long units) {
        var row = rows.get(key);
        return row == null || row.lots() == null ? null : lots.pinned(key, order, line, units);
    }

    /** @param unitsLeft what the line still has reserved afterwards */
    public void release(OrderId order, int line, StockKey key, long units, long unitsLeft) {
        cause = Cause.of(order);
        var pinned = pinned(order, line, key, units);
        long others = units;
        if (pinned != null) {
            engine.release(row(key), pinned.units(), pinned.lot());
            lots.unpin(key, order, line, pinned);
            others -= pinned.units();
        }
        if (others > 0) {
            engine.release(row(key), others);
        }
        quotas.released(order, key, row(key), units);
        writes.reduced(order, line, key, units, unitsLeft);
    }

    /**
     * @param unitsLeft what the line still has reserved afterwards
     * @param left the lots that really left, where somebody looked, with all the units; of a row that is not kept by lots
     *     they mean nothing
     */
    public void ship(OrderId order, int line, StockKey key, long units, long unitsLeft, List<LotUnits> left) {
        cause = Cause.of(order);
        var its = row(key).lots();
        if (its == null) {
            engine.ship(row(key), units);
        } else {
            var pinned = pinned(order, line, key, units);
            var parts = left.stream()
                    .map(part -> new Lots.Part(its.named(part.lot(), null, null), part.units()))
                    .toList();
            engine.ship(row(key), units, pinned, parts);
            if (pinned != null) {
                lots.unpin(key, order, line, pinned);
            }
        }
        quotas.shipped(order, key, row(key), units);
        writes.reduced(order, line, key, units, unitsLeft);
    }

    /** Goods of a till's sale are gone, whatever the book says. */
    public void sell(OrderId order, StockKey key, long units) {
        cause = Cause.of(order);
        engine.sell(row(key), units);
        quotas.sold(order, key, row(key), units);
    }

    /** A whole sale is undone: its goods never left. */
    public void takeBack(OrderId order, StockKey key, long units) {
        cause = Cause.of(order);
        engine.takeBack(row(key), units);
        quotas.unsold(order, key, row(key), units);
    }

    /**
     * Goods of a return are here again, and may be sold.
     *
     * @param order that sold them, where known
     */
    public void takeBack(Optional<OrderId> order, String what, StockKey key, long units) {
        cause = Cause.of(order, what);
        engine.takeBack(row(key), units);
    }

    /** The same of goods of which somebody saw the lot. */
    public void takeBack(Optional<OrderId> order, String what, StockKey key, long units, LotName lot) {
        cause = Cause.of(order, what);
        engine.takeBack(row(key), units, named(key, lot));
    }

    /**
     * The same of goods that nobody can sell.
     *
     * @param condition they are held in from now on; empty when they are gone for good
     */
    public void takeBackUnsellable(
            Optional<OrderId> order, String what, StockKey key, long units, Optional<Condition> condition) {
        cause = Cause.of(order, what);
        engine.takeBackUnsellable(row(key), units);
        condition.ifPresent(as -> held.move(key, as, HeldMovement.Kind.RETURN, units, row(key).version(), what));
    }

    /** What happens to goods that no order asks for. */
    public GoodsMoves goods() {
        return new GoodsMoves(this, engine, held, lots);
    }

    void because(String text, Author author) {
        cause = Cause.of(text, author);
    }

    /** A task for people that no shortage opened. */
    void discrepancy(StockKey key, long units) {
        writes.discrepancy(key, units, row(key).version(), cause);
    }

    /** Whether the change would be kept back and lose the lot that it names: shadow values are of whole rows. */
    public boolean losesLot(StockChange change) {
        return change.lot().isPresent()
                && change.source() == StockChange.Source.SYNC
                && keptBack.isSuspended(change.key());
    }

    /** False when a lease keeps the change back: then it is a shadow value until the lease ends. */
    public boolean change(StockChange change) {
        return change(change, null);
    }

    /** The same, of somebody who is known. */
    public boolean change(StockChange change, @Nullable Author author) {
        cause = new Cause(0, change.cause(), change.unitCost(), author);
        var row = row(change.key());
        // Also what a lease keeps back has come: nobody is promised it as expected goods besides.
        if (change.kind() == StockChange.Kind.RECEIVE
                && traits.has(row.index(), Traits.EXPECTED)
                && change.cause().startsWith(RECEIPT)) {
            queue.came(change.key(), change.cause().substring(RECEIPT.length()), change.units());
        }
        if (keptBack.keeps(change, row)) {
            return false;
        }
        var lot = change.lot().map(name -> named(change.key(), name)).orElse(null);
        switch (change.kind()) {
            case RECEIVE -> engine.receive(row, change.units(), lot);
            case COUNT -> engine.count(row, change.units(), lot);
            case ADJUST -> engine.adjust(row, change.units(), lot);
            case SAFETY -> engine.safety(row, change.units());
            case ALLOWANCE -> engine.allowance(row, change.units());
        }
        return true;
    }

    /** A lease sets what the row says: a number that it kept back, with all that happened since, or its allowance. */
    void resume(StockKey key, Field field, long value, String why) {
        cause = new Cause(0, why, OptionalLong.empty());
        switch (field) {
            case ON_HAND -> engine.snapshot(row(key), value);
            case SAFETY -> engine.safety(row(key), value);
            case ALLOWANCE -> engine.allowance(row(key), value);
            case AVAILABLE -> throw new IllegalArgumentException("what is available follows from the others");
        }
    }

    /**
     * Applies one part of a snapshot, or answers empty: then this batch has changed one of its rows before, or kept a
     * change of it back, which no table says yet, and the part must wait for the next batch.
     */
    public Optional<List<StockSnapshot.Row>> apply(StockSnapshot snapshot, List<StockSnapshot.Line> lines) {
        for (var line : lines) {
            int index = row(line.key()).index();
            if (changed[index] || told[index] || keptBack.has(line.key())) {
                return Optional.empty();
            }
        }
        cause = new Cause(0, snapshot.cause(), OptionalLong.empty());
        var known = snapshots.knownLocked(snapshot, lines, this::row);
        var results = new ArrayList<StockSnapshot.Row>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            var result = apply(snapshot, lines.get(i), known.get(i));
            snapshotWrites.told(snapshot, lines.getLast().place(), result);
            results.add(result);
        }
        return Optional.of(results);
    }

    private StockSnapshot.Row apply(StockSnapshot snapshot, StockSnapshot.Line line, SnapshotStore.Known known) {
        var row = row(line.key());
        boolean again = told[row.index()];
        if (!again && known.version() != row.version()) {
            throw new IllegalStateException("the ledger of %s was read at version %d, its row is locked at %d"
                    .formatted(line.key(), known.version(), row.version()));
        }
        var result = (again ? known.again() : known).row(line);
        if (result.verdict().applies() && keptBack.isSuspended(line.key())) {
            result = known.keptBack(line);
            keptBack.keep(snapshot, result, row);
        }
        if (result.verdict() == StockSnapshot.Verdict.CHANGED) {
            engine.snapshot(row, result.result());
        }
        told[row.index()] |= result.verdict().speaks();
        return result;
    }

    /**
     * Writes what a proof of the books came to.
     *
     * @param drift that keeps the proof
     * @param orderId whose promise changes; 0 when it is about the row alone
     */
    void repair(StockKey key, long drift, long orderId, long reservedChange) {
        cause = new Cause(orderId, "repair/" + drift + (orderId == 0 ? "" : " order/" + orderId), OptionalLong.empty());
        engine.repair(row(key), reservedChange);
    }

    /** Of a line that a repair leaves so many units: what is pinned for it beyond these is free again. */
    void unpin(OrderId order, int line, StockKey key, long unitsLeft) {
        var pinned = pinned(order, line, key, Long.MAX_VALUE);
        if (pinned != null && pinned.units() > unitsLeft) {
            var free = new Lots.Part(pinned.lot(), pinned.units() - unitsLeft);
            engine.unpin(row(key), free);
            lots.unpin(key, order, line, free);
        }
    }

    /** The lot of this name, of a row that is kept by lots from now on if it was not before. */
    Lot named(StockKey key, LotName name) {
        var its = row(key).lots();
        if (its == null) {
            its = lots.begin(key);
            engine.keepByLots(row(key), its);
        }
        return its.named(
                name.number(), name.producedOn().orElse(null), name.expiresOn().orElse(null));
    }

    /** A line of proof that something beside the row was put right; nothing of the row changes. */
    public void recounted(StockKey key, String what) {
        cause = new Cause(0, what, OptionalLong.empty());
        engine.repair(row(key), 0);
    }

    /** Of the locked rows. */
    Traits traits() {
        return traits;
    }

    public boolean has(StockKey key) {
        return rows.containsKey(key);
    }

    /** Adds everything to what will be written; call once, last before the events. */
    public void write(WriteGroup group) {
        store.write(keys, rows, changed, writes, group);
        lots.write(group);
        queue.write(group);
        snapshots.write(snapshotWrites, group);
        group.add(WriteGroup.Message.ALONE, ShadowStore.TELL, keptBack.columns());
        group.add(WriteGroup.Message.ALONE, ShadowStore.TELLING, keptBack.tellings());
        held.write(group);
        quotas.write(group);
    }

    /** One event per row that changed, with its last value, and one per shortage opened. */
    public void events(Instant now, List<NewEvent> events) {
        for (var entry : rows.entrySet()) {
            var row = entry.getValue();
            if (changed[row.index()]) {
                events.add(StockEvents.changed(entry.getKey(), row, now));
                if (row.free() > 0 ? empty[row.index()] : offered[row.index()]) {
                    events.add(StockEvents.crossed(entry.getKey(), row, now));
                }
            }
        }
        quotas.events(now, events);
        held.forEach(level -> events.add(StockEvents.held(level, now)));
        writes.discrepancies().forEach(opened -> events.add(StockEvents.discrepancy(opened, now)));
    }

    private void moved(StockRow row, Move move, long onHandChange, long reservedChange) {
        int index = row.index();
        changed[index] = true;
        writes.moved(keys[index], row, move, onHandChange, reservedChange, cause);
        long shorter = Math.max(row.unitsShort() - shortBefore[index], lots.moved(keys[index], row));
        if (shorter > 0) {
            writes.discrepancy(keys[index], shorter, row.version(), cause);
        }
        shortBefore[index] = row.unitsShort();
    }

    private @Nullable StockRow[] candidates(LineWant line) {
        var candidates = new @Nullable StockRow[line.candidates().length];
        for (int i = 0; i < candidates.length; i++) {
            candidates[i] = rows.get(line.candidates()[i]);
        }
        return candidates;
    }

    private static List<Shortage> shortages(Taking taking) {
        return taking.complete()
                ? List.of()
                : taking.shortages().stream()
                        .map(shortage -> new Shortage(
                                shortage.want(), reason(shortage.reason()), Math.max(0, shortage.available())))
                        .toList();
    }

    private static Reason reason(Taking.Reason reason) {
        return switch (reason) {
            case UNKNOWN_STOCK -> Reason.UNKNOWN_STOCK;
            case INSUFFICIENT_STOCK -> Reason.INSUFFICIENT_STOCK;
            case QUOTA_EXHAUSTED -> Reason.QUOTA_EXHAUSTED;
        };
    }

    StockRow row(StockKey key) {
        var row = rows.get(key);
        if (row == null) {
            throw new IllegalStateException("stock row %s was not locked by this batch".formatted(key));
        }
        return row;
    }

    /** @param orderId 0 when no order caused it */
    record Cause(
            long orderId,
            @Nullable String text,
            OptionalLong unitCost,
            @Nullable Author author) {
        static final Cause NONE = new Cause(0, null, OptionalLong.empty());

        Cause(long orderId, @Nullable String text, OptionalLong unitCost) {
            this(orderId, text, unitCost, null);
        }

        static Cause of(String text, Author author) {
            return new Cause(0, text, OptionalLong.empty(), author);
        }

        static Cause of(Optional<OrderId> order, String text) {
            return new Cause(order.map(OrderId::value).orElse(0L), text, OptionalLong.empty());
        }

        static Cause of(OrderId order) {
            return new Cause(order.value(), null, OptionalLong.empty());
        }
    }
}
