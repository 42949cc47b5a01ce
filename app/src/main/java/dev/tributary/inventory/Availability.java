package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What can be promised, from memory, fed by the journal; never touches the hot path. A SKU sold by components has a level
 * at each node that has all of them: what they make there.
 */
public interface Availability {

    /** The rows of these SKUs at these nodes; rows that do not exist are left out. Empty nodes means all nodes. */
    Answer levels(MerchantId merchant, Collection<SkuId> skus, Collection<NodeId> nodes);

    /** All rows of a SKU, without copying them: for doors that answer thousands a second. */
    List<StockLevel> levels(MerchantId merchant, SkuId sku);

    /** How long ago the journal was last read to its end. */
    Duration age();

    Optional<StockLevel> level(MerchantId merchant, SkuId sku, NodeId node);

    /**
     * From now on {@code heard} is called with every row that changes, and every bundle of it, after it is known here: on the journal's thread, so
     * it returns at once and never throws. For beans that live as long as the hub does.
     */
    void onChange(BiConsumer<MerchantId, StockLevel> heard);

    /** @param age how long ago the journal was last read to its end: the answer is no older than this */
    record Answer(List<StockLevel> levels, Duration age) {}
}
