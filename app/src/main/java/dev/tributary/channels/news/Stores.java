package dev.tributary.channels.news;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a channel calls its stores, the nodes whose stock each of them sells, and so what is left to sell there. */
final class Stores {

    private final MerchantId merchant;
    private final Map<String, List<NodeId>> nodesByStore;
    private final Map<NodeId, List<String>> storesByNode = new HashMap<>();
    private final Availability availability;
    private final ChannelView view;
    private final ChannelId channel;

    private Stores(
            OpenAccount account, Map<String, List<NodeId>> nodesByStore, Availability availability, ChannelView view) {
        this.merchant = account.merchant();
        this.channel = account.channel();
        this.view = view;
        this.nodesByStore = nodesByStore;
        this.availability = availability;
        nodesByStore.forEach((store, nodes) -> nodes.forEach(node ->
                storesByNode.computeIfAbsent(node, any -> new ArrayList<>()).add(store)));
    }

    /** A channel that hears one figure for all its nodes has one store, without a name. */
    static Stores of(
            OpenAccount account, List<NodeId> channelNodes, Nodes nodes, Availability availability, ChannelView view) {
        var stock = account.adapter().stock().orElseThrow();
        if (stock.figure() == Adapter.StockOut.Figure.CHANNEL) {
            return new Stores(account, Map.of("", channelNodes), availability, view);
        }
        var found = new HashMap<String, List<NodeId>>();
        account.stores()
                .forEach((store, code) ->
                        nodes.byCode(account.merchant(), code).ifPresent(node -> found.put(store, List.of(node.id()))));
        return new Stores(account, found, availability, view);
    }

    boolean sameAs(Stores other) {
        return nodesByStore.equals(other.nodesByStore);
    }

    Set<String> names() {
        return nodesByStore.keySet();
    }

    /** Those whose stock is sold there. */
    List<NodeId> nodes(String store) {
        return nodesByStore.getOrDefault(store, List.of());
    }

    List<String> selling(NodeId node) {
        return storesByNode.getOrDefault(node, List.of());
    }

    /** What the channel may promise there, by its quotas. */
    Figure figure(Shelf shelf) {
        var nodes = nodes(shelf.store());
        if (nodes.isEmpty()) {
            return new Figure(0, 0);
        }
        var sellable = view.sellable(merchant, channel, shelf.sku(), nodes);
        return new Figure(sellable.available(), sellable.version());
    }

    /** The cache of availability hears the same journal, before we do; whether it has, costs little to ask. */
    boolean showing(Dirty changes, SkuId sku) {
        return changes.versions().entrySet().stream()
                .allMatch(needed -> availability
                        .level(merchant, sku, needed.getKey())
                        .filter(level -> level.version() >= needed.getValue())
                        .isPresent());
    }
}
