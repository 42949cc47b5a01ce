package dev.tributary.leases;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.Optional;

/** What of a merchant a lease covers: everything that agrees with what is given here. */
public record LeaseScope(
        Optional<ChannelId> channel, Optional<NodeId> node, Optional<SkuId> sku, Optional<Field> field) {

    public static final LeaseScope MERCHANT =
            new LeaseScope(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static LeaseScope row(SkuId sku, NodeId node) {
        return new LeaseScope(Optional.empty(), Optional.of(node), Optional.of(sku), Optional.empty());
    }

    /** What a number is of. @param channel whom it would be told; empty for what is told to us */
    public record Target(Optional<ChannelId> channel, NodeId node, SkuId sku, Field field) {}

    public boolean covers(Target target) {
        return (channel.isEmpty() || channel.equals(target.channel()))
                && (node.isEmpty() || node.get().equals(target.node()))
                && (sku.isEmpty() || sku.get().equals(target.sku()))
                && (field.isEmpty() || field.get() == target.field());
    }

    /** A SKU is narrower than any node, a node than any channel, a channel than any field. */
    int precedence() {
        return (sku.isPresent() ? 8 : 0)
                + (node.isPresent() ? 4 : 0)
                + (channel.isPresent() ? 2 : 0)
                + (field.isPresent() ? 1 : 0);
    }
}
