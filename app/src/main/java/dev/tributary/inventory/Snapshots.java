package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Violation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers of other books. One is received line by line, which changes no stock; applying it is commands to the intake, part
 * by part, whose lines are asked for here. Lines are kept for 31 days.
 */
public interface Snapshots {

    /**
     * @param deductedThrough the nodes it speaks of; empty is {@code asOf}
     * @param ordersThrough the moment through which what was ordered had been deducted
     */
    record Head(
            MerchantId merchant,
            String number,
            Instant asOf,
            StockSnapshot.Scope scope,
            Map<NodeId, Optional<Instant>> deductedThrough,
            Optional<Instant> ordersThrough,
            List<OrderId> deducted,
            String actor) {}

    enum State {
        /** Lines are coming; or came, and their sender went away. */
        RECEIVING,
        /** May be looked at, replaced under its number, or applied. */
        RECEIVED,
        APPLYING,
        APPLIED,
        /** Applied long ago: its lines are gone. */
        FORGOTTEN,
        /** Another took its place before it was applied. */
        DROPPED
    }

    /**
     * One as it stands.
     *
     * @param lines told, wrong ones too
     * @param zeroed rows that a full one did not list, beside {@code lines}
     * @param tally of one that is applied to its end; {@link #tally} knows the others'
     */
    record Standing(
            MerchantId merchant,
            long id,
            String number,
            State state,
            Instant asOf,
            StockSnapshot.Scope scope,
            String toldBy,
            Instant receivedAt,
            Optional<Instant> appliedAt,
            long lines,
            long wrong,
            long zeroed,
            Tally tally) {}

    /** What became of its lines so far. */
    record Tally(long changed, long unchanged, long ignored) {}

    /** A line that could not be taken. */
    record Wrong(int place, List<Violation> violations) {}

    /** When the order's goods were first promised from, or sold at, one of the rows; looks from a moment on. */
    Optional<Instant> promisedAt(OrderId order, Collection<StockKey> rows, Instant from);

    /** Opens one whose lines then come in. */
    long begin(Head head);

    /** @param lines by place, no more than one part has, and of rows of which no earlier line speaks */
    void add(MerchantId merchant, long id, List<StockSnapshot.Line> lines);

    /** Only the first {@code 1,000} of a snapshot are worth keeping. */
    void addWrong(MerchantId merchant, long id, List<Wrong> lines);

    /**
     * All lines are there. Answers the id under which the number's snapshot stands: another when the same was told before;
     * throws REUSED_KEY when another was, and its applying has begun.
     *
     * @param lines told, wrong ones too
     */
    long end(MerchantId merchant, long id, byte[] contentHash, int lines, long wrong);

    /** Forgets one that is still being received. */
    void drop(MerchantId merchant, long id);

    Optional<Standing> find(MerchantId merchant, long id);

    /** Newest first, those that are received at least. */
    Page<Standing> list(MerchantId merchant, Optional<String> cursor, int limit);

    /**
     * From now on it is applied, or was; no other can take its number. Throws CONFLICT when another took it before.
     */
    Applying startApplying(MerchantId merchant, long id);

    /**
     * Those under way that began before, of every merchant, for whoever takes care of what stopped half-way. Who was tried
     * longest ago comes first, so that those which fail each time hold up no other.
     */
    List<Standing> underWay(Instant receivedBefore, int limit);

    /** @param contentHash of all its lines */
    record Applying(StockSnapshot snapshot, byte[] contentHash) {}

    /** The lines of the first part that is not applied yet, by place; none when all are. */
    List<StockSnapshot.Line> next(StockSnapshot snapshot);

    void finish(StockSnapshot snapshot);

    Tally tally(Standing one);

    /** The first lines with one of the verdicts, by place. */
    List<StockSnapshot.Row> rows(MerchantId merchant, long id, Collection<StockSnapshot.Verdict> verdicts, int limit);

    List<Wrong> wrong(MerchantId merchant, long id);

    /** What each line came to or, as long as it is not applied, would come to at this moment; at most 200 a page. */
    Page<Shown> lines(MerchantId merchant, long id, Optional<String> cursor, int limit);

    /** @param applied or else a preview */
    record Shown(StockSnapshot.Row row, boolean applied) {}
}
