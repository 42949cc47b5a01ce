package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Cycle counts: goods are counted while they are sold. What was found holds for the moment it was entered; what has moved
 * since is replayed when the sheet is approved. Each call is a transaction, or part of its caller's.
 */
public interface CountSheets {

    int LINES_MAX = 1_000;
    int TEXT_MAX = 80;
    long UNITS_MAX = 1_000_000_000L;

    CountSheet open(MerchantId merchant, NodeId node, Collection<SkuId> skus, String note, String actor);

    /** Of rows of the node that nobody has counted for so many days, up to {@link #LINES_MAX}; CONFLICT when there is none. */
    CountSheet openNotCounted(MerchantId merchant, NodeId node, int days, String note, String actor);

    /** What was found of each SKU at this moment; entered again it replaces what was entered before. */
    CountSheet enter(MerchantId merchant, long id, Map<SkuId, Long> found, String actor);

    /** The numbers that were entered count, with what moved since; lines without one stay as they are. */
    CountSheet approve(MerchantId merchant, long id, String reason, Author author);

    CountSheet reject(MerchantId merchant, long id, String reason, Author author);

    Optional<CountSheet> find(MerchantId merchant, long id);

    /** Newest first, without their lines; at most 200 a page. */
    Page<CountSheet> list(MerchantId merchant, Optional<CountState> state, Optional<String> cursor, int limit);
}
