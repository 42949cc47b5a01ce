package dev.tributary.inventory;

import dev.tributary.inventory.Compositions.Part;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Of a bundle a channel may promise what it may promise of each component: quotas are of components alone. */
@Primary
@Component
class ComponentsView implements ChannelView {

    private final ChannelView ofStock;
    private final Compositions compositions;

    ComponentsView(
            @Qualifier("dev.tributary.inventory.quotas.QuotaView") ChannelView ofStock, Compositions compositions) {
        this.ofStock = ofStock;
        this.compositions = compositions;
    }

    @Override
    public Sellable sellable(MerchantId merchant, ChannelId channel, SkuId sku, Collection<NodeId> nodes) {
        var parts = compositions.parts(merchant, sku);
        if (parts.isEmpty()) {
            return ofStock.sellable(merchant, channel, sku, nodes);
        }
        var ofParts = parts.stream()
                .map(part -> ofStock.sellable(merchant, channel, part.sku(), nodes))
                .toList();
        var atNodes = atNodes(sku, parts, ofParts);
        long makes = atNodes.stream().mapToLong(AtNode::available).sum();
        long version = 0;
        for (int i = 0; i < parts.size(); i++) {
            makes = Math.min(makes, ofParts.get(i).available() / parts.get(i).units());
            version += ofParts.get(i).version();
        }
        return new Sellable(makes, atNodes, 0, OptionalLong.empty(), version);
    }

    private static List<AtNode> atNodes(SkuId bundle, List<Part> parts, List<Sellable> ofParts) {
        var makes = new HashMap<NodeId, Long>();
        var versions = new HashMap<NodeId, Long>();
        for (int i = 0; i < parts.size(); i++) {
            var seen = new HashMap<NodeId, Long>();
            for (var at : ofParts.get(i).nodes()) {
                seen.put(at.level().node(), at.available() / parts.get(i).units());
                versions.merge(at.level().node(), at.level().version(), Long::sum);
            }
            if (i == 0) {
                makes.putAll(seen);
            } else {
                makes.keySet().retainAll(seen.keySet());
                makes.replaceAll((node, units) -> Math.min(units, seen.getOrDefault(node, 0L)));
            }
        }
        var atNodes = new ArrayList<AtNode>();
        for (Map.Entry<NodeId, Long> at : makes.entrySet()) {
            var level = new StockLevel(
                    bundle, at.getKey(), at.getValue(), 0, 0, 0, 0, versions.getOrDefault(at.getKey(), 0L));
            atNodes.add(new AtNode(level, 0, OptionalLong.empty(), at.getValue()));
        }
        return atNodes;
    }
}
