package dev.tributary.openapi.tills;

import dev.tributary.access.Caller;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.MerchantId;
import dev.tributary.openapi.body.Findings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a till's fact belongs; without channel and node there is no place to store it. */
@Component
class TillPlaces {

    private final Catalog catalog;
    private final Nodes nodes;

    TillPlaces(Catalog catalog, Nodes nodes) {
        this.catalog = catalog;
        this.nodes = nodes;
    }

    Optional<SalesChannel> channel(@Nullable String named, Caller caller, Findings findings) {
        MerchantId merchant = caller.merchant().orElseThrow();
        String code = named != null ? named : caller.channel().orElse("tills");
        if (caller.channel().filter(bound -> !bound.equals(code)).isPresent()) {
            findings.add("/channel", "not_allowed", "this client is bound to another channel");
            return Optional.empty();
        }
        var channel = catalog.channel(merchant, code);
        if (channel.filter(SalesChannel::facts).isEmpty()) {
            findings.add("/channel", "unknown_channel", "there is no such channel of tills");
        }
        return channel;
    }

    Optional<Node> node(@Nullable String code, Caller caller, Findings findings) {
        var node = nodes.byCode(caller.merchant().orElseThrow(), String.valueOf(code));
        if (node.isEmpty()) {
            findings.add("/node", "unknown_node", "there is no node with this code");
        }
        return node;
    }
}
