package dev.tributary.openapi.availability;

import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;

/** What one channel may promise, with what its quotas and others' take from it. */
@Component
class ChannelLevels {

    private final Availability availability;
    private final ChannelView view;
    private final Nodes nodes;

    ChannelLevels(Availability availability, ChannelView view, Nodes nodes) {
        this.availability = availability;
        this.view = view;
        this.nodes = nodes;
    }

    private record OfSku(String code, ChannelView.Sellable sellable) {}

    /** @param wanted these nodes alone; empty means all */
    void write(
            JsonGenerator json,
            MerchantId merchant,
            ChannelId channel,
            Collection<Sku> skus,
            Collection<NodeId> wanted) {
        var found = new ArrayList<OfSku>(skus.size());
        skus.forEach(sku -> found.add(new OfSku(sku.code(), view.sellable(merchant, channel, sku.id(), wanted))));
        json.writeStartObject();
        json.writeNumberProperty("ageMillis", availability.age().toMillis());
        json.writeName("items");
        json.writeStartArray();
        for (var one : found) {
            for (var at : one.sellable().nodes()) {
                json.writeStartObject();
                json.writeStringProperty("sku", one.code());
                var node = at.level().node();
                json.writeStringProperty(
                        "node", nodes.node(merchant, node).map(Node::code).orElse(node.toString()));
                split(json, at.available(), at.setAside(), at.left());
            }
        }
        json.writeEndArray();
        totals(json, found);
        json.writeEndObject();
    }

    private static void totals(JsonGenerator json, List<OfSku> found) {
        json.writeName("totals");
        json.writeStartArray();
        for (var one : found) {
            json.writeStartObject();
            json.writeStringProperty("sku", one.code());
            split(
                    json,
                    one.sellable().available(),
                    one.sellable().setAside(),
                    one.sellable().left());
        }
        json.writeEndArray();
    }

    private static void split(JsonGenerator json, long available, long setAside, OptionalLong left) {
        json.writeNumberProperty("available", available);
        json.writeNumberProperty("setAside", setAside);
        if (left.isPresent()) {
            json.writeNumberProperty("left", left.getAsLong());
        }
        json.writeEndObject();
    }
}
