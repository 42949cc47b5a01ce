package dev.tributary.leases;

import dev.tributary.journal.Event;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a {@code lease.changed.v1} says: all that a memory needs, and nothing that people wrote. */
final class LeaseNews {

    static final String CHANGED = "lease.changed.v1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LeaseNews() {}

    static NewEvent changed(Lease lease, Instant now) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("leaseId", lease.id().toString());
        fields.put("subject", lease.subject().name());
        fields.put("state", lease.state().name());
        lease.scope().channel().ifPresent(channel -> fields.put("channelId", channel.toString()));
        lease.scope().node().ifPresent(node -> fields.put("nodeId", node.toString()));
        lease.scope().sku().ifPresent(sku -> fields.put("skuId", sku.toString()));
        lease.scope().field().ifPresent(field -> fields.put("field", field.name()));
        lease.units().ifPresent(units -> fields.put("units", units));
        fields.put("resume", lease.resume().name());
        fields.put("expiresAt", lease.expiresAt().toString());
        fields.put("version", lease.version());
        fields.put("occurredAt", now.toString());
        return new NewEvent(
                CHANGED,
                "lease/%s/%s".formatted(lease.merchant(), lease.id()),
                lease.merchant(),
                lease.version(),
                JSON.writeValueAsString(fields));
    }

    /** As far as it was told: owner, reason and note stay at home. */
    static Lease lease(Event event) {
        JsonNode told = JSON.readTree(event.payload());
        var at = Instant.parse(told.path("occurredAt").asString());
        var state = Lease.State.valueOf(told.path("state").asString());
        return new Lease(
                new LeaseId(Long.parseLong(told.path("leaseId").asString())),
                event.merchant(),
                Subject.valueOf(told.path("subject").asString()),
                new LeaseScope(
                        id(told, "channelId", ChannelId::new),
                        id(told, "nodeId", NodeId::new),
                        id(told, "skuId", SkuId::new),
                        told.has("field")
                                ? Optional.of(Field.valueOf(told.path("field").asString()))
                                : Optional.empty()),
                told.has("units") ? OptionalLong.of(told.path("units").longValue()) : OptionalLong.empty(),
                "",
                "",
                Resume.valueOf(told.path("resume").asString()),
                state,
                at,
                Instant.parse(told.path("expiresAt").asString()),
                state == Lease.State.ACTIVE ? Optional.empty() : Optional.of(at),
                "",
                event.version());
    }

    private static <T> Optional<T> id(JsonNode told, String name, LongFunction<T> id) {
        return told.has(name)
                ? Optional.of(id.apply(Long.parseLong(told.path(name).asString())))
                : Optional.empty();
    }
}
