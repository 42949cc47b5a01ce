package dev.tributary.inventory;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one channel may promise, from memory, fed by the journal: the shared pool without what is set aside for others, as
 * far as the channel's own quotas reach. Without quotas it is what {@link Availability} says.
 */
public interface ChannelView {

    /** Empty nodes means all nodes. */
    Sellable sellable(MerchantId merchant, ChannelId channel, SkuId sku, Collection<NodeId> nodes);

    /**
     * @param available of all nodes asked for together
     * @param setAside for other channels over all nodes, besides what is set aside at each
     * @param left what the channel's quotas over all nodes leave it; empty without one
     * @param version grows with every change of these rows and of the SKU's quotas
     */
    record Sellable(long available, List<AtNode> nodes, long setAside, OptionalLong left, long version) {}

    /**
     * {@code available} = on hand + allowance - reserved - safety - set aside, at most what is left here and over all nodes;
     * never below zero.
     *
     * @param setAside for other channels at this node
     * @param left what the channel's quotas at this node leave it; empty without one
     */
    record AtNode(StockLevel level, long setAside, OptionalLong left, long available) {}
}
