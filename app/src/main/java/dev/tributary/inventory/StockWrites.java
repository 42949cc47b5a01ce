package dev.tributary.inventory;

import dev.tributary.database.Columns;
import dev.tributary.engine.Move;
import dev.tributary.engine.StockRow;
import dev.tributary.kernel.OrderId;
import java.util.ArrayList;
import java.util.List;

/** What a batch will write besides the stock rows themselves, gathered column by column. */
final class StockWrites {

    /** Columns of {@code inventory.movement}, in the order of {@link StockStore}'s statement. */
    static final class Movements {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs sku = columns.longs();
        final Columns.Longs node = columns.longs();
        final Columns.Longs version = columns.longs();
        final Columns.Shorts kind = columns.shorts();
        final Columns.Longs onHandChange = columns.longs();
        final Columns.Longs reservedChange = columns.longs();
        final Columns.Longs onHandAfter = columns.longs();
        final Columns.Longs reservedAfter = columns.longs();
        final Columns.Longs unitsShortAfter = columns.longs();
        final Columns.Longs order = columns.longs();
        final Columns.Texts cause = columns.texts();
        final Columns.Longs unitCost = columns.longs();
    }

    /** Columns of {@code inventory.reservation}: promises made, or units taken away from one. */
    static final class Reservations {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs order = columns.longs();
        final Columns.Shorts line = columns.shorts();
        final Columns.Longs sku = columns.longs();
        final Columns.Longs node = columns.longs();
        final Columns.Longs units = columns.longs();

        void add(OrderId orderId, int lineNumber, StockKey key, long unitCount) {
            merchant.add(key.merchant().value());
            order.add(orderId.value());
            line.add(lineNumber);
            sku.add(key.sku().value());
            node.add(key.node().value());
            units.add(unitCount);
        }
    }

    /** Columns of {@code inventory.setting}: what people set, after each movement that set something. */
    static final class Settings {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs sku = columns.longs();
        final Columns.Longs node = columns.longs();
        final Columns.Longs version = columns.longs();
        final Columns.Longs safety = columns.longs();
        final Columns.Longs allowance = columns.longs();

        void add(StockKey key, StockRow row) {
            merchant.add(key.merchant().value());
            sku.add(key.sku().value());
            node.add(key.node().value());
            version.add(row.version());
            safety.add(row.safety());
            allowance.add(row.allowance());
        }
    }

    record Opened(StockKey key, long units, long version, StockBatch.Cause cause) {}

    final Movements movements = new Movements();
    final Settings settings = new Settings();
    final Reservations made = new Reservations();
    final Reservations partly = new Reservations();
    final Reservations ended = new Reservations();
    final Authors authors = new Authors();
    private final List<Opened> discrepancies = new ArrayList<>();

    /** Columns of {@code inventory.movement_by}: who wrote a line that no order did. */
    static final class Authors {
        final Columns columns = new Columns();
        final Columns.Longs merchant = columns.longs();
        final Columns.Longs sku = columns.longs();
        final Columns.Longs node = columns.longs();
        final Columns.Longs version = columns.longs();
        final Columns.Texts actor = columns.texts();
        final Columns.Texts key = columns.texts();

        void add(StockKey row, long rowVersion, Author author) {
            merchant.add(row.merchant().value());
            sku.add(row.sku().value());
            node.add(row.node().value());
            version.add(rowVersion);
            actor.add(author.actor());
            key.add(author.key());
        }
    }

    void reserved(OrderId order, int line, StockKey key, long units) {
        made.add(order, line, key, units);
    }

    void reduced(OrderId order, int line, StockKey key, long units, long unitsLeft) {
        (unitsLeft == 0 ? ended : partly).add(order, line, key, units);
    }

    void moved(StockKey key, StockRow row, Move move, long onHandChange, long reservedChange, StockBatch.Cause cause) {
        movements.merchant.add(key.merchant().value());
        movements.sku.add(key.sku().value());
        movements.node.add(key.node().value());
        movements.version.add(row.version());
        movements.kind.add(Movement.Kind.of(move).code());
        movements.onHandChange.add(onHandChange);
        movements.reservedChange.add(reservedChange);
        movements.onHandAfter.add(row.onHand());
        movements.reservedAfter.add(row.reserved());
        movements.unitsShortAfter.add(row.unitsShort());
        movements.order.add(cause.orderId());
        movements.cause.add(cause.text());
        // A cost of zero is a cost; only -1 means unknown.
        movements.unitCost.add(cause.unitCost().orElse(-1));
        if (cause.author() != null) {
            authors.add(key, row.version(), cause.author());
        }
        if (move == Move.SAFETY || move == Move.ALLOWANCE) {
            settings.add(key, row);
        }
    }

    void discrepancy(StockKey key, long units, long version, StockBatch.Cause cause) {
        discrepancies.add(new Opened(key, units, version, cause));
    }

    List<Opened> discrepancies() {
        return discrepancies;
    }
}
