package dev.tributary.openapi.subscriptions;

import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The body a receiver gets: the event's facts, with the merchant's own codes beside our ids. */
@Component
class Envelope {

    private final JsonMapper json;
    private final Catalog catalog;
    private final Nodes nodes;

    Envelope(JsonMapper json, Catalog catalog, Nodes nodes) {
        this.json = json;
        this.catalog = catalog;
        this.nodes = nodes;
    }

    String body(MerchantId merchant, Delivery delivery) {
        JsonNode data = json.readTree(delivery.payload());
        if (data instanceof ObjectNode facts) {
            addCodes(merchant, facts);
        }
        var body = json.createObjectNode();
        body.put("type", delivery.type());
        body.put("timestamp", delivery.appendedAt().toString());
        body.set("data", data);
        return json.writeValueAsString(body);
    }

    private void addCodes(MerchantId merchant, ObjectNode facts) {
        id(facts, "channelId")
                .ifPresent(id -> catalog.channel(merchant, new ChannelId(id))
                        .map(SalesChannel::code)
                        .ifPresent(code -> facts.put("channel", code)));
        addStockCodes(merchant, facts);
        node(merchant, facts, "fromNodeId", "from");
        node(merchant, facts, "toNodeId", "to");
        facts.path("lines").forEach(line -> {
            if (line instanceof ObjectNode object) {
                addStockCodes(merchant, object);
            }
        });
    }

    private void addStockCodes(MerchantId merchant, ObjectNode facts) {
        id(facts, "skuId")
                .ifPresent(id ->
                        catalog.sku(merchant, new SkuId(id)).map(Sku::code).ifPresent(code -> facts.put("sku", code)));
        node(merchant, facts, "nodeId", "node");
    }

    private void node(MerchantId merchant, ObjectNode facts, String field, String name) {
        id(facts, field)
                .ifPresent(id ->
                        nodes.node(merchant, new NodeId(id)).map(Node::code).ifPresent(code -> facts.put(name, code)));
    }

    private static OptionalLong id(JsonNode facts, String field) {
        return Optional.of(facts.path(field))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> text.matches("[1-9][0-9]{0,17}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
