package dev.tributary.openapi.leases;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.leases.Drift;
import dev.tributary.leases.Lease;
import dev.tributary.leases.Leases;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Leases by the merchant's own codes; what they name may be gone, then its id stands for it. */
@Component
class LeaseViews {

    private final Catalog catalog;
    private final Nodes nodes;

    LeaseViews(Catalog catalog, Nodes nodes) {
        this.catalog = catalog;
        this.nodes = nodes;
    }

    LeaseShapes.Shown shown(Lease lease) {
        var scope = lease.scope();
        return new LeaseShapes.Shown(
                lease.id().toString(),
                lease.subject(),
                scope.channel().map(channel -> channel(lease.merchant(), channel)),
                scope.node().map(node -> node(lease.merchant(), node)),
                scope.sku().map(sku -> sku(lease.merchant(), sku)),
                scope.field(),
                lease.units().isPresent() ? Optional.of(lease.units().getAsLong()) : Optional.empty(),
                lease.owner(),
                lease.reason(),
                lease.resume(),
                lease.state(),
                lease.madeAt(),
                lease.expiresAt(),
                lease.endedAt(),
                Optional.of(lease.note()).filter(note -> !note.isEmpty()),
                Long.toString(lease.version()));
    }

    LeaseShapes.Drifting drift(MerchantId merchant, Drift drift) {
        return new LeaseShapes.Drifting(
                drift.channel().map(channel -> channel(merchant, channel)),
                drift.node().map(node -> node(merchant, node)),
                sku(merchant, drift.sku()),
                drift.field(),
                drift.told(),
                drift.toldAt(),
                drift.inEffect(),
                drift.without(),
                drift.without() - drift.inEffect(),
                drift.why());
    }

    static LeaseShapes.Change change(Leases.Change change) {
        return new LeaseShapes.Change(
                Long.toString(change.version()), change.what(), change.actor(), change.detail(), change.at());
    }

    private String channel(MerchantId merchant, ChannelId channel) {
        return catalog.channel(merchant, channel).map(SalesChannel::code).orElse(channel.toString());
    }

    private String node(MerchantId merchant, NodeId node) {
        return nodes.node(merchant, node).map(Node::code).orElse(node.toString());
    }

    private String sku(MerchantId merchant, SkuId sku) {
        return catalog.sku(merchant, sku).map(Sku::code).orElse(sku.toString());
    }
}
