package dev.tributary.sandbox.check;

import dev.tributary.sandbox.foodmart.Basket;
import java.util.HashMap;
import java.util.Map;

/**
 * Our own stock book: what came in by our receipts and returns, what went out by the orders we sent. Units are always our
 * own, but for those refunded while they left; only where a line was served from and whether it is held or gone is asked
 * of the hub.
 */
final class OwnBook {

    private final Map<String, Row> rows = new HashMap<>();

    static final class Row {
        long received;
        long safety;
        long held;
        long shipped;
        long soldAtTills;
        long cameBack;

        long onHand() {
            return received + cameBack - shipped - soldAtTills;
        }

        long available() {
            return Math.max(0, onHand() - held - safety);
        }

        /** Units promised or shipped by promise beyond everything that ever came in. */
        long oversold() {
            return Math.max(0, held + shipped - received);
        }
    }

    OwnBook(StockBook receipts) {
        receipts.rows().forEach((key, came) -> {
            Row row = row(key);
            row.received = came.received();
            row.safety = came.safety();
        });
    }

    Map<String, Row> rows() {
        return rows;
    }

    /** Answers what does not fit between what we sent and what the hub lists; empty when all is well. */
    String enter(SentOrder sent, HeldOrder order) {
        if (order.lines().length != sent.items().length) {
            return "%s: we sent %d lines, the hub holds %d"
                    .formatted(sent.number(), sent.items().length, order.lines().length);
        }
        for (HeldOrder.HeldLine line : order.lines()) {
            Basket.Item item = sent.items()[line.line() - 1];
            // What waits for its mapping, or was given back while it did, has no SKU of ours yet.
            boolean mapped = !line.reservation().equals("WAITING_MAPPING")
                    && !(line.sku().isEmpty() && line.reservation().equals("RELEASED"));
            if (!sent.mayHold(line.line() - 1, line.units())
                    || (mapped && !line.sku().equals(item.product().code()))) {
                return "%s line %d: we sent %d of %s, the hub holds %d of %s"
                        .formatted(
                                sent.number(),
                                line.line(),
                                item.units(),
                                item.product().code(),
                                line.units(),
                                line.sku());
            }
            enter(sent, item, line);
        }
        return "";
    }

    private void enter(SentOrder sent, Basket.Item item, HeldOrder.HeldLine line) {
        switch (line.reservation()) {
            case "HELD", "CONFIRMED" -> row(item, line).held += line.units();
            case "SHIPPED" -> {
                if (sent.channel() == Channel.TILLS) {
                    row(item, line).soldAtTills += line.units();
                    row(item, line).cameBack += sent.unitsBack(line.line() - 1);
                } else {
                    row(item, line).shipped += line.units();
                }
            }
            default -> {
                // Waiting or given back: it takes nothing from any shelf.
            }
        }
    }

    private Row row(Basket.Item item, HeldOrder.HeldLine line) {
        return row(StockBook.row(item.product().code(), line.node()));
    }

    private Row row(String key) {
        return rows.computeIfAbsent(key, any -> new Row());
    }
}
