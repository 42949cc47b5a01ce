package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Transfers between nodes. Each change runs in the caller's transaction where there is one; a version that is no longer
 * the transfer's throws PRECONDITION_FAILED, a move that its state does not allow CONFLICT.
 */
public interface Transfers {

    int LINES_MAX = 200;
    int NUMBER_MAX = 64;
    int TEXT_MAX = 80;
    long UNITS_MAX = 1_000_000_000L;

    /** @param setAside takes the goods from what may be sold at once; then INSUFFICIENT_STOCK names lines that are not free */
    record Draft(
            String number,
            NodeId from,
            NodeId to,
            Optional<Instant> expectedAt,
            boolean setAside,
            String note,
            List<Wanted> lines) {}

    record Wanted(SkuId sku, long units) {}

    /**
     * What came.
     *
     * @param last nothing else will come: what is still on its way is lost
     * @param reason required where something is lost or more came than left
     */
    record Arrival(List<Came> lines, boolean last, String reason) {}

    /** @param as the condition it came in; empty when it may be sold */
    record Came(int line, long units, Optional<Condition> as) {}

    record Change(long version, TransferState state, String actor, String detail, Instant at) {}

    /** CONFLICT when there is one with this number. */
    Transfer plan(MerchantId merchant, Draft draft, Author author);

    /** @param units by line; all that is wanted of a line that is not named, and none with 0 */
    Transfer ship(MerchantId merchant, TransferId id, OptionalLong version, Map<Integer, Long> units, Author author);

    Transfer receive(MerchantId merchant, TransferId id, OptionalLong version, Arrival arrival, Author author);

    /** What was set aside may be sold again; what is on its way is back at its source. */
    Transfer cancel(MerchantId merchant, TransferId id, OptionalLong version, String reason, Author author);

    Optional<Transfer> find(MerchantId merchant, TransferId id);

    /** Newest first, at most 200 a page. */
    Page<Transfer> list(MerchantId merchant, Optional<TransferState> state, Optional<String> cursor, int limit);

    /** The oldest first. */
    List<Change> history(MerchantId merchant, TransferId id);
}
