package dev.tributary.sandbox.own;

import dev.tributary.sandbox.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One wish of an app. @param key the same however often it is tried */
public record AppRequest(String path, String key, Map<String, Object> body) {

    /** Who buys, and where it goes. */
    public record Buyer(String name, String phone, String country, String region, String address) {}

    /** Without what only some orders have; the caller adds that to the body. @param total what it comes to in the end */
    public static AppRequest place(String number, Buyer buyer, List<Item> items, long freight, long total) {
        return new AppRequest(
                "/v1/orders",
                "place-" + number,
                Json.object(
                        "number",
                        number,
                        "currency",
                        "CNY",
                        "fill",
                        "ALL_OR_NOTHING",
                        "buyer",
                        Json.object("name", buyer.name, "phone", buyer.phone),
                        "delivery",
                        Json.object(
                                "method",
                                "SHIP",
                                "region",
                                Json.object("country", buyer.country, "code", buyer.region),
                                "address",
                                buyer.address),
                        "lines",
                        Item.lines(items),
                        "freight",
                        Json.money(freight),
                        "total",
                        Json.money(total)));
    }

    /** @param id the hub's */
    public static AppRequest pay(String id, String number, long total, Instant paidAt) {
        return new AppRequest("/v1/orders/" + id + "/pay", "pay-" + number, payment(number, total, paidAt));
    }

    /** @param id the hub's */
    public static AppRequest cancel(String id, String number) {
        return new AppRequest(
                "/v1/orders/" + id + "/cancel", "cancel-" + number, Json.object("reason", "changed my mind"));
    }

    public static Map<String, Object> payment(String number, long total, Instant paidAt) {
        return Json.object(
                "reference",
                "wx-" + number,
                "method",
                "WECHAT",
                "amount",
                Json.money(total),
                "paidAt",
                paidAt.toString());
    }
}
