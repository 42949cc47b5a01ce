package dev.tributary.orders;

import dev.tributary.journal.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The orders' facts as they stand in the journal. Written by hand: several thousand a second, on the hot path. */
final class OrderEvents {

    static final String PLACED = "order.placed.v1";
    static final String PAID = "order.paid.v1";
    static final String AMENDED = "order.amended.v1";
    static final String CANCELLED = "order.cancelled.v1";
    static final String EXPIRED = "order.expired.v1";
    static final String SHIPPED = "order.shipped.v1";
    static final String DECIDED = "order.decided.v1";
    static final String PROMISE_CHANGED = "order.promise-changed.v1";
    static final String REFUND_DUE = "order.refund-due.v1";
    static final String HOLD_EXTENDED = "order.hold-extended.v1";

    /**
     * Who ended or changed an order, in place of what they wrote about it: an event cannot be taken back from those who
     * have read it, while words beside the order go with their person's erasure.
     */
    static final String BY_REQUEST = "request";

    static final String BY_REVIEW = "review";
    static final String BY_EDIT = "edit";
    /** Its own channel or till told it: nobody need tell it there. */
    static final String BY_CHANNEL = "channel";

    static final String BY_TILL = "till";

    private OrderEvents() {}

    /** The order keeps its stock until the time it says. */
    static NewEvent held(OrderRecord order, Instant expiresAt, Instant now) {
        return of(HOLD_EXTENDED, order, "", ",\"holdExpiresAt\":\"" + expiresAt + '"', now);
    }

    /** @param at empty when nothing that is expected covers the line any more */
    static NewEvent promiseChanged(OrderRecord order, LineRecord line, Optional<Instant> at, Instant now) {
        String when = at.map(date -> ",\"promisedAt\":\"" + date + '"').orElse("");
        return of(PROMISE_CHANGED, order, "", ",\"promisedLine\":" + line.number + when, now);
    }

    /** @param due what the order holds too much, in all */
    static NewEvent refundDue(OrderRecord order, long due, RefundTask.Why why, Instant now) {
        return of(REFUND_DUE, order, why.name(), ",\"refundDue\":" + due, now);
    }

    /** With what left in this parcel, and of each line what has left by now. */
    static NewEvent shipped(OrderRecord order, Command.Ship ship, List<Command.Ship.LineUnits> lines, Instant now) {
        var parcel = new StringBuilder(",\"parcel\":{\"key\":");
        quote(parcel, ship.key());
        parcel.append(",\"carrier\":");
        quote(parcel, ship.carrier());
        parcel.append(",\"trackingNumber\":");
        quote(parcel, ship.trackingNumber());
        parcel.append(",\"lines\":[");
        for (int i = 0; i < lines.size(); i++) {
            parcel.append(i > 0 ? "," : "")
                    .append("{\"line\":")
                    .append(lines.get(i).line())
                    .append(",\"units\":")
                    .append(lines.get(i).units())
                    .append('}');
        }
        parcel.append("]}");
        return of(SHIPPED, order, ship.carrier() + " " + ship.trackingNumber(), parcel.toString(), now);
    }

    /** @param reason one of the codes above, or what the hub itself did, never what a person wrote */
    static NewEvent of(String type, OrderRecord order, String reason, Instant now) {
        return of(type, order, reason, "", now);
    }

    private static NewEvent of(String type, OrderRecord order, String reason, String more, Instant now) {
        var json = new StringBuilder(256 + 96 * order.lines.size())
                .append("{\"orderId\":\"")
                .append(order.id)
                .append("\",\"channelId\":\"")
                .append(order.channelId)
                .append("\",\"number\":");
        quote(json, order.number);
        json.append(",\"state\":\"")
                .append(order.state)
                .append("\",\"payment\":\"")
                .append(order.payment)
                .append("\",\"payable\":")
                .append(order.payable);
        if (order.refunded > 0) {
            json.append(",\"refunded\":").append(order.refunded);
        }
        json.append(",\"currency\":\"")
                .append(order.currency.getCurrencyCode())
                .append("\",\"occurredAt\":\"")
                .append(now)
                .append("\",\"lines\":[");
        for (int i = 0; i < order.lines.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            line(json, order.lines.get(i), type.equals(SHIPPED));
        }
        json.append(']');
        if (!reason.isEmpty()) {
            json.append(",\"reason\":");
            quote(json, reason);
        }
        json.append(more).append('}');
        return new NewEvent(type, "order/" + order.id, order.merchant, order.version, json.toString());
    }

    private static void line(StringBuilder json, LineRecord line, boolean withShipped) {
        json.append("{\"line\":").append(line.number);
        if (line.skuId != 0) {
            json.append(",\"skuId\":\"").append(line.skuId).append('"');
        }
        if (line.nodeId != 0) {
            json.append(",\"nodeId\":\"").append(line.nodeId).append('"');
        }
        json.append(",\"units\":")
                .append(line.units)
                .append(",\"reservation\":\"")
                .append(line.reservation)
                .append('"');
        if (line.bundle != null) {
            json.append(",\"bundleLine\":")
                    .append(line.bundle.line())
                    .append(",\"bundleSkuId\":\"")
                    .append(line.bundle.bundle())
                    .append('"');
        }
        if (withShipped) {
            json.append(",\"unitsShipped\":").append(line.unitsShipped);
        }
        json.append('}');
    }

    /** A JSON string; control characters, quotes and backslashes escaped. */
    static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
