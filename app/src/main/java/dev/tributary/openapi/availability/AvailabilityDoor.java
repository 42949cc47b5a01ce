package dev.tributary.openapi.availability;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockLevel;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.body.Findings;
import dev.tributary.openapi.body.JsonAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /v1/availability}: what can be promised, from memory, and how old that knowledge may be. */
@RestController
class AvailabilityDoor {

    static final int SKUS_MAX = 100;
    static final int NODES_MAX = 100;

    private final Availability availability;
    private final Catalog catalog;
    private final Nodes nodes;
    private final ChannelLevels channels;
    private final JsonMapper mapper;

    AvailabilityDoor(
            Availability availability, Catalog catalog, Nodes nodes, ChannelLevels channels, JsonMapper mapper) {
        this.availability = availability;
        this.catalog = catalog;
        this.nodes = nodes;
        this.channels = channels;
        this.mapper = mapper;
    }

    @Contract(
            id = "getAvailability",
            says = "What can be promised, in base units, from memory.",
            query = AvailabilityShapes.Asked.class,
            answer = AvailabilityShapes.Levels.class)
    @Needs(Scope.STOCK_READ)
    @GetMapping("/v1/availability")
    void levels(HttpServletRequest request, HttpServletResponse response, Caller caller) throws IOException {
        var merchant = caller.merchant().orElseThrow();
        var findings = new Findings();
        var codes = codes(request.getParameter("skus"), "skus", SKUS_MAX, findings);
        if (codes.isEmpty()) {
            findings.add("skus", "required", "name the SKUs by their codes, with commas between them");
        }
        var skus = catalog.skusByCode(merchant, codes);
        codes.stream()
                .filter(code -> !skus.containsKey(code))
                .forEach(code -> findings.add("skus", "unknown_sku", "there is no SKU \"%s\"".formatted(code)));
        var wanted =
                nodes(nodes, merchant, codes(request.getParameter("nodes"), "nodes", NODES_MAX, findings), findings);
        var channel =
                Optional.ofNullable(request.getParameter("channel")).flatMap(code -> catalog.channel(merchant, code));
        if (request.getParameter("channel") != null && channel.isEmpty()) {
            findings.add("channel", "unknown_channel", "there is no channel with this code");
        }
        findings.raise();
        if (channel.isPresent()) {
            var asked = codes.stream().map(one -> known(skus, one)).toList();
            var at = wanted.isEmpty() ? channel.get().nodes() : wanted;
            JsonAnswer.send(
                    response,
                    mapper,
                    200,
                    json -> channels.write(json, merchant, channel.get().id(), asked, at));
            return;
        }
        var ids = new ArrayList<SkuId>(codes.size());
        codes.forEach(code -> ids.add(known(skus, code).id()));
        var answer = availability.levels(merchant, ids, wanted);
        JsonAnswer.send(response, mapper, 200, json -> write(json, merchant, codes, skus, answer));
    }

    private void write(
            JsonGenerator json,
            MerchantId merchant,
            Set<String> codes,
            Map<String, Sku> skus,
            Availability.Answer answer) {
        var codeOfSku = new HashMap<SkuId, String>(skus.size() * 2);
        skus.forEach((code, sku) -> codeOfSku.put(sku.id(), code));
        var totals = new HashMap<String, Long>(skus.size() * 2);
        json.writeStartObject();
        json.writeNumberProperty("ageMillis", answer.age().toMillis());
        json.writeName("items");
        json.writeStartArray();
        for (StockLevel level : answer.levels()) {
            String code = codeOfSku.getOrDefault(level.sku(), "");
            totals.merge(code, level.available(), Long::sum);
            json.writeStartObject();
            json.writeStringProperty("sku", code);
            json.writeStringProperty("node", nodeCode(merchant, level.node()));
            json.writeNumberProperty("available", level.available());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName("totals");
        json.writeStartArray();
        for (String code : codes) {
            json.writeStartObject();
            json.writeStringProperty("sku", code);
            json.writeNumberProperty("available", totals.getOrDefault(code, 0L));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private String nodeCode(MerchantId merchant, NodeId node) {
        return nodes.node(merchant, node).map(Node::code).orElse(node.toString());
    }

    static List<NodeId> nodes(Nodes nodes, MerchantId merchant, Set<String> codes, Findings findings) {
        var ids = new ArrayList<NodeId>(codes.size());
        for (String code : codes) {
            nodes.byCode(merchant, code)
                    .ifPresentOrElse(
                            node -> ids.add(node.id()),
                            () -> findings.add("nodes", "unknown_node", "there is no node \"%s\"".formatted(code)));
        }
        return ids;
    }

    static Set<String> codes(@Nullable String text, String parameter, int max, Findings findings) {
        if (text == null || text.isEmpty()) {
            return Set.of();
        }
        var codes = new LinkedHashSet<>(Arrays.asList(text.split(",", max + 2)));
        if (codes.size() > max) {
            findings.add(parameter, "too_many", "at most %d codes".formatted(max));
            findings.raise();
        }
        return codes;
    }

    private static Sku known(Map<String, Sku> skus, String code) {
        Sku sku = skus.get(code);
        if (sku == null) {
            throw new IllegalStateException("an unknown SKU was let through");
        }
        return sku;
    }
}
