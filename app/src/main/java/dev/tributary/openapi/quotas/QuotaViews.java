package dev.tributary.openapi.quotas;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.ChannelQuota;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.MerchantId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Quotas by the merchant's own codes; what they name may be gone, then its id stands for it. */
@Component
class QuotaViews {

    private final Catalog catalog;
    private final Nodes nodes;

    QuotaViews(Catalog catalog, Nodes nodes) {
        this.catalog = catalog;
        this.nodes = nodes;
    }

    QuotaShapes.Shown shown(MerchantId merchant, ChannelQuota quota) {
        return new QuotaShapes.Shown(
                quota.code(),
                catalog.sku(merchant, quota.sku())
                        .map(Sku::code)
                        .orElse(quota.sku().toString()),
                quota.channels().stream()
                        .map(channel -> catalog.channel(merchant, channel)
                                .map(SalesChannel::code)
                                .orElse(channel.toString()))
                        .toList(),
                quota.node()
                        .map(node -> nodes.node(merchant, node).map(Node::code).orElse(node.toString())),
                quota.kind(),
                quota.amount(),
                quota.only(),
                quota.state(),
                quota.used(),
                quota.open(),
                quota.shipped(),
                quota.kind() == ChannelQuota.Kind.PERCENT
                        ? Optional.empty()
                        : Optional.of(Math.max(0, quota.amount() - quota.used())),
                quota.from(),
                quota.until(),
                quota.owner(),
                quota.reason(),
                quota.setBy(),
                quota.setAt(),
                quota.endedAt(),
                Long.toString(quota.version()));
    }
}
