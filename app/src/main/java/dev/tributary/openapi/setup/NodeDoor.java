package dev.tributary.openapi.setup;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Region;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Fields;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.idempotency.KeyedWrites;
import dev.tributary.openapi.idempotency.KeyedWrites.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The places that hold a merchant's stock. */
@RestController
class NodeDoor {

    static final int NAME_MAX = 200;
    static final int LEAD_TIME_DAYS_MAX = 365;
    private static final int NODES_MAX = 1_000;
    private static final Region NOWHERE = new Region("ZZ", "");

    @Shape("Node")
    record Shown(
            String id,
            String code,
            String name,
            Node.Kind kind,
            Region region,
            Optional<Double> latitude,
            Optional<Double> longitude,
            List<Node.Ability> abilities,
            int leadTimeDays) {}

    private final Nodes nodes;
    private final KeyedWrites writes;

    NodeDoor(Nodes nodes, KeyedWrites writes) {
        this.nodes = nodes;
        this.writes = writes;
    }

    @Contract(
            id = "saveNode",
            says = "Makes the node, or replaces what is known of it.",
            body = SetupShapes.NewNode.class,
            key = Contract.Key.OPTIONAL,
            answer = Shown.class)
    @PutMapping("/v1/nodes/{code}")
    @Needs(Scope.SETUP_WRITE)
    ResponseEntity<Object> save(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            @PathVariable @Member(pattern = Codes.PATTERN) String code,
            @RequestBody JsonNode body) {
        MerchantId merchant = Callers.merchant(caller);
        var fields = Fields.of(body);
        var draft = draft(code, fields);
        var known = nodes.all(merchant);
        if (known.size() >= NODES_MAX
                && known.stream().noneMatch(node -> node.code().equals(code))) {
            fields.findings().add("", "too_many", "a merchant has at most %d nodes".formatted(NODES_MAX));
        }
        fields.finish();
        return writes.run(
                caller,
                key,
                "PUT /v1/nodes/%s %s".formatted(code, body),
                () -> Answer.of(200, shown(nodes.save(merchant, draft))));
    }

    @Contract(id = "listNodes", says = "All nodes, by code.")
    @GetMapping("/v1/nodes")
    @Needs(Scope.SETUP_READ)
    Page<Shown> list(Caller caller, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> cursor) {
        var sorted = nodes.all(Callers.merchant(caller)).stream()
                .sorted(Comparator.comparing(Node::code))
                .toList();
        return Paging.shown(Paging.of(limit, cursor).cut(sorted, Node::code), NodeDoor::shown);
    }

    private static Nodes.Draft draft(String code, Fields fields) {
        Codes.check(code, fields);
        var latitude = fields.optionalDecimal("latitude", -90, 90);
        var longitude = fields.optionalDecimal("longitude", -180, 180);
        if (fields.has("latitude") != fields.has("longitude")) {
            fields.wrong("longitude", "required", "give latitude and longitude together");
        }
        return new Nodes.Draft(
                code,
                fields.text("name", NAME_MAX),
                fields.oneOf("kind", Node.Kind.class),
                fields.object("region").map(NodeDoor::region).orElse(NOWHERE),
                latitude,
                longitude,
                fields.anyOf("abilities", Node.Ability.class),
                fields.optionalWhole("leadTimeDays", 0, LEAD_TIME_DAYS_MAX)
                        .orElse(0L)
                        .intValue());
    }

    private static Region region(Fields fields) {
        String country = fields.text("country", 2);
        String code = fields.optionalText("code", 16).orElse("");
        try {
            return new Region(country, code);
        } catch (IllegalArgumentException e) {
            fields.findings().add(fields.pointer(), "invalid_value", "two letters of ISO 3166 and a division's code");
            return NOWHERE;
        }
    }

    private static Shown shown(Node node) {
        return new Shown(
                node.id().toString(),
                node.code(),
                node.name(),
                node.kind(),
                node.region(),
                node.latitude(),
                node.longitude(),
                node.abilities().stream().sorted().toList(),
                node.leadTimeDays());
    }
}
