package dev.tributary.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stock row's ledger added up, in all and by the orders that still have something reserved. */
final class LedgerSum {

    private final Map<Long, Long> reservedByOrder = new HashMap<>();
    private long onHand;
    private long reserved;
    private long moves;
    private long last;
    private @Nullable Stated stated;

    /** What a stretch of the ledger comes to for one order, 0 for none. */
    record Part(long orderId, long onHand, long reserved, long moves, long last) {}

    /**
     * A line that sets what is on hand rather than moves it. Its change is told from the row as it stood, so where the
     * row was wrong, the sum carries that error on.
     *
     * @param moved through it, from where the stretch begins; through it of the whole ledger once it is added
     */
    record Stated(long version, long onHand, long moved) {}

    /** Adds the stretch that follows. */
    void add(Optional<Stated> last, List<Part> parts) {
        last.ifPresent(one -> stated = new Stated(one.version(), one.onHand(), onHand + one.moved()));
        parts.forEach(this::add);
    }

    private void add(Part part) {
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

    /** The last count or snapshot, where it does not say what the lines through it come to. */
    Optional<Stated> contradiction() {
        return Optional.ofNullable(stated).filter(one -> one.onHand() != one.moved());
    }

    long moves() {
        return moves;
    }

    /** The number of the last line. */
    long last() {
        return last;
    }
}
