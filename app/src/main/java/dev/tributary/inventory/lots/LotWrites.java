package dev.tributary.inventory.lots;

import dev.tributary.database.Columns;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import dev.tributary.engine.Lot;
import dev.tributary.engine.Lots;
import dev.tributary.inventory.StockKey;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a batch will write of lots, gathered column by column, in the order of {@link LotStore}'s statements. */
final class LotWrites {

    private static final class Keys {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs sku = columns.longs();
        final Columns.Longs node = columns.longs();

        void add(StockKey key) {
            merchant.add(key.merchant().value());
            sku.add(key.sku().value());
            node.add(key.node().value());
        }
    }

    private final Keys begun = new Keys();

    private final Keys lots = new Keys();
    private final Columns.Texts number = lots.columns.texts();
    private final Columns.Texts producedOn = lots.columns.texts();
    private final Columns.Texts expiresOn = lots.columns.texts();
    private final Columns.Longs onHand = lots.columns.longs();
    private final Columns.Longs pinned = lots.columns.longs();
    private final Columns.Longs blocked = lots.columns.longs();

    private final Keys moved = new Keys();
    private final Columns.Texts movedNumber = moved.columns.texts();
    private final Columns.Longs version = moved.columns.longs();
    private final Columns.Longs onHandChange = moved.columns.longs();
    private final Columns.Longs pinnedChange = moved.columns.longs();
    private final Columns.Longs blockedChange = moved.columns.longs();
    private final Columns.Longs onHandAfter = moved.columns.longs();
    private final Columns.Longs pinnedAfter = moved.columns.longs();
    private final Columns.Longs blockedAfter = moved.columns.longs();

    private final Pins kept = new Pins();
    private final Pins ended = new Pins();

    private static final class Pins {
        final Keys keys = new Keys();
        final Columns.Longs order = keys.columns.longs();
        final Columns.Shorts line = keys.columns.shorts();
        final Columns.Texts number = keys.columns.texts();
        final Columns.Longs units = keys.columns.longs();
    }

    void begun(StockKey key) {
        begun.add(key);
    }

    void lot(StockKey key, Lot lot) {
        lots.add(key);
        number.add(lot.number());
        producedOn.add(text(lot.producedOn()));
        expiresOn.add(text(lot.expiresOn()));
        onHand.add(lot.onHand());
        pinned.add(lot.pinned());
        blocked.add(lot.blocked());
    }

    /** What a lot was told of without a change needs no line. */
    void moved(StockKey key, long row, Lots.Change change) {
        if (change.onHand() == 0 && change.pinned() == 0 && change.blocked() == 0) {
            return;
        }
        moved.add(key);
        movedNumber.add(change.lot().number());
        version.add(row);
        onHandChange.add(change.onHand());
        pinnedChange.add(change.pinned());
        blockedChange.add(change.blocked());
        onHandAfter.add(change.lot().onHand());
        pinnedAfter.add(change.lot().pinned());
        blockedAfter.add(change.lot().blocked());
    }

    private final Keys held = new Keys();
    private final Columns.Shorts heldCondition = held.columns.shorts();
    private final Columns.Texts heldNumber = held.columns.texts();
    private final Columns.Longs heldUnits = held.columns.longs();

    void held(HeldLots.Place place, long units) {
        held.add(place.key());
        heldCondition.add(place.condition().code());
        heldNumber.add(place.number());
        heldUnits.add(units);
    }

    void pin(LotBatch.Line line, LotBatch.Pin pin) {
        var pins = pin.units == 0 ? ended : kept;
        pins.keys.add(pin.key);
        pins.order.add(line.order().value());
        pins.line.add(line.number());
        pins.number.add(pin.number);
        pins.units.add(pin.units);
    }

    void write(WriteGroup group) {
        group.add(Message.ALONE, LotStore.BEGIN, begun.columns);
        group.add(Message.ALONE, LotStore.WRITE, lots.columns);
        group.add(Message.ALONE, LotStore.MOVE, moved.columns);
        group.add(Message.ALONE, LotStore.HOLD, held.columns);
        group.add(Message.ALONE, LotStore.PIN, kept.keys.columns);
        group.add(Message.ALONE, LotStore.UNPIN, ended.keys.columns);
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
