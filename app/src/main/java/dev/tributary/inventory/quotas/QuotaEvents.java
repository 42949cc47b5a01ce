package dev.tributary.inventory.quotas;

import dev.tributary.inventory.ChannelQuota;
import dev.tributary.journal.Event;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.json.JsonMapper;

/** News of quotas as they stand in the journal: what a memory needs, and nothing that people wrote. */
final class QuotaEvents {

    static final String CHANGED = "quota.changed.v1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private QuotaEvents() {}

    /**
     * @param inForce false when it is over
     * @param freed somebody may have more than before, and what waits can be tried again
     */
    static NewEvent changed(QuotaRow quota, boolean inForce, boolean freed, Instant now) {
        String payload = new StringBuilder(280)
                .append("{\"quotaId\":\"")
                .append(quota.id())
                .append("\",\"skuId\":\"")
                .append(quota.sku())
                .append(quota.node() == 0 ? "\"" : "\",\"nodeId\":\"" + quota.node() + '"')
                .append(",\"channelIds\":")
                .append(Arrays.stream(quota.channels())
                        .mapToObj(channel -> "\"" + channel + '"')
                        .collect(Collectors.joining(",", "[", "]")))
                .append(",\"kind\":\"")
                .append(quota.kind())
                .append("\",\"amount\":")
                .append(quota.amount())
                .append(",\"only\":")
                .append(quota.only())
                .append(",\"inForce\":")
                .append(inForce)
                .append(",\"freed\":")
                .append(freed)
                .append(",\"open\":")
                .append(quota.open())
                .append(",\"shipped\":")
                .append(quota.shipped())
                .append(",\"version\":")
                .append(quota.uses())
                .append(",\"occurredAt\":\"")
                .append(now)
                .append("\"}")
                .toString();
        String key = "quota/" + quota.merchant() + "/" + quota.sku() + "/" + quota.id();
        return new NewEvent(CHANGED, key, quota.merchant(), quota.uses(), payload);
    }

    record Told(QuotaRow quota, boolean inForce) {}

    static Told told(Event event) {
        return told(event.merchant(), event.payload());
    }

    static Told told(MerchantId merchant, String payload) {
        var told = JSON.readTree(payload);
        return new Told(
                new QuotaRow(
                        merchant,
                        new SkuId(Long.parseLong(told.path("skuId").asString())),
                        Long.parseLong(told.path("quotaId").asString()),
                        told.has("nodeId") ? Long.parseLong(told.path("nodeId").asString()) : 0,
                        StreamSupport.stream(told.path("channelIds").spliterator(), false)
                                .mapToLong(channel -> Long.parseLong(channel.asString()))
                                .toArray(),
                        ChannelQuota.Kind.valueOf(told.path("kind").asString()),
                        told.path("amount").longValue(),
                        told.path("only").booleanValue(),
                        told.path("open").longValue(),
                        told.path("shipped").longValue(),
                        told.path("version").longValue()),
                told.path("inForce").booleanValue());
    }
}
