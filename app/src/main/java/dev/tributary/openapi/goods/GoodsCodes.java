package dev.tributary.openapi.goods;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.body.Fields;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The merchant's own codes for SKUs and nodes, both ways; what they named may be gone, then its id stands for it. */
@Component
class GoodsCodes {

    static final int CODE_MAX = 64;

    private final Catalog catalog;
    private final Nodes nodes;

    GoodsCodes(Catalog catalog, Nodes nodes) {
        this.catalog = catalog;
        this.nodes = nodes;
    }

    /** By code, of every line at once. */
    Map<String, Sku> skus(MerchantId merchant, Collection<String> codes) {
        return catalog.skusByCode(
                merchant, codes.stream().filter(code -> !code.isEmpty()).toList());
    }

    Optional<SkuId> sku(Fields fields, String code, Map<String, Sku> known) {
        var sku = Optional.ofNullable(known.get(code)).map(Sku::id);
        if (sku.isEmpty() && !code.isEmpty()) {
            fields.wrong("sku", "unknown_sku", "there is no SKU with this code");
        }
        return sku;
    }

    /** Required; empty when it is missing or unknown, which is noted. */
    Optional<NodeId> node(MerchantId merchant, Fields fields, String name) {
        String code = fields.text(name, CODE_MAX);
        var node = nodes.byCode(merchant, code).map(Node::id);
        if (node.isEmpty() && !code.isEmpty()) {
            fields.wrong(name, "unknown_node", "there is no node with this code");
        }
        return node;
    }

    /** The row that a path names, or 404. */
    StockKey key(MerchantId merchant, String sku, String node) {
        var known = Optional.ofNullable(
                        catalog.skusByCode(merchant, List.of(sku)).get(sku))
                .orElseThrow(() -> ProblemException.notFound("no SKU with this code"));
        var place = nodes.byCode(merchant, node).orElseThrow(() -> ProblemException.notFound("no node with this code"));
        return new StockKey(merchant, known.id(), place.id());
    }

    Names names(MerchantId merchant, Collection<SkuId> skus) {
        return new Names(
                catalog.skus(merchant, List.copyOf(skus)).values().stream()
                        .collect(Collectors.toMap(Sku::id, Sku::code)),
                nodes.all(merchant).stream().collect(Collectors.toMap(Node::id, Node::code)));
    }

    record Names(Map<SkuId, String> skus, Map<NodeId, String> nodes) {

        String sku(SkuId id) {
            return skus.getOrDefault(id, id.toString());
        }

        String node(NodeId id) {
            return nodes.getOrDefault(id, id.toString());
        }
    }
}
