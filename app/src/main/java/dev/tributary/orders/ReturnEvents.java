package dev.tributary.orders;

import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A return as it stands in the journal: among the events of the order that sold the goods, where that is known. */
final class ReturnEvents {

    static final String RETURNED = "order.returned.v1";

    private ReturnEvents() {}

    static NewEvent returned(
            long id, ReturnDraft draft, List<@Nullable SkuId> skus, @Nullable OrderRecord order, Instant now) {
        var json = new StringBuilder(256 + 96 * draft.lines().size())
                .append("{\"returnId\":\"")
                .append(id)
                .append("\",\"channelId\":\"")
                .append(draft.channel())
                .append("\",\"number\":");
        OrderEvents.quote(json, draft.number());
        draft.originalNumber().ifPresent(original -> {
            json.append(",\"original\":");
            OrderEvents.quote(json, original);
        });
        if (order != null) {
            json.append(",\"orderId\":\"")
                    .append(order.id)
                    .append("\",\"state\":\"")
                    .append(order.state)
                    .append("\",\"payment\":\"")
                    .append(order.payment)
                    .append('"');
        }
        json.append(",\"refunded\":")
                .append(draft.refunded().amount())
                .append(",\"currency\":\"")
                .append(draft.refunded().currency().getCurrencyCode())
                .append("\",\"occurredAt\":\"")
                .append(now)
                .append("\",\"lines\":[");
        for (int i = 0; i < skus.size(); i++) {
            line(json, draft, draft.lines().get(i), skus.get(i));
        }
        json.append("]}");
        return order == null
                ? new NewEvent(RETURNED, "return/" + id, draft.merchant(), 1, json.toString())
                : new NewEvent(RETURNED, "order/" + order.id, draft.merchant(), order.version, json.toString());
    }

    private static void line(StringBuilder json, ReturnDraft draft, ReturnDraft.Line line, @Nullable SkuId sku) {
        json.append(line.number() == 1 ? "{\"line\":" : ",{\"line\":").append(line.number());
        if (sku != null) {
            json.append(",\"skuId\":\"").append(sku).append('"');
        }
        json.append(",\"nodeId\":\"")
                .append(draft.node())
                .append("\",\"units\":")
                .append(line.units())
                .append(",\"disposition\":\"")
                .append(line.disposition())
                .append("\"}");
    }
}
