package dev.tributary.inventory;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A stock row's ledger added up, in all and by the orders that still have something reserved. */
final class LedgerSum {

    private final Map<Long, Long> reservedByOrder = new HashMap<>();
    private long onHand;
    private long reserved;
    private long moves;
    private long last;

    /** What a stretch of the ledger comes to for one order, 0 for none. */
    record Part(long orderId, long onHand, long reserved, long moves, long last) {}

    void add(Part part) {
        onHand += part.onHand();
        reserved += part.reserved();
        moves += part.moves();
        last = Math.max(last, part.last());
        reservedByOrder.merge(part.orderId(), part.reserved(), Long::sum);
        reservedByOrder.remove(part.orderId(), 0L);
    }

    long onHand() {
        return onHand;
    }

    long reserved() {
        return reserved;
    }

    long reserved(long orderId) {
        return reservedByOrder.getOrDefault(orderId, 0L);
    }

    Set<Long> orders() {
        return reservedByOrder.keySet();
    }

    long moves() {
        return moves;
    }

    /** The number of the last line. */
    long last() {
        return last;
    }
}
