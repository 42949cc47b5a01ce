package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tills: webhooks only name an order; a list by cursor; counts of a shop's shelves, each call of them taken once. */
final class Square extends Platform {

    private static final String TOKEN = "EAAA-proof-token";
    private static final String MERCHANT = "MLPROOF";
    private static final String LOCATION = "LPROOF1";
    /** As the merchant entered it there; the hub stands behind another name here. */
    private static final String NOTIFICATION_URL = "https://hub.example.test/doors/square";

    private static final int LISTED_MAX = 20;

    private final SquareCounts counts = new SquareCounts(stock(), LOCATION);

    Square(Ground ground) {
        super("square", ground, Orders.NAMED);
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiBaseUrl",
                address(),
                "accessToken",
                TOKEN,
                "merchantId",
                MERCHANT,
                "signatureKey",
                secret(),
                "notificationUrl",
                NOTIFICATION_URL,
                "locationIds",
                LOCATION,
                "stores",
                Map.of(LOCATION, ground().node()),
                "callsPerSecond",
                50,
                "pullsPerSecond",
                20);
    }

    @Override
    String secret() {
        return "square-proof-secret";
    }

    @Override
    String channelSku(Article article) {
        return SquareOrders.goods(article);
    }

    @Override
    String number(long index) {
        return "CAISproof%010d".formatted(index);
    }

    /** What was paid at a till is over; its goods come back as a return. */
    @Override
    boolean cancels(Sale sale) {
        return sale.state() == Sale.State.OPEN;
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        String type = sale.revision() == 1 ? "order.created" : "order.updated";
        byte[] body = Json.bytes(Json.object(
                "merchant_id",
                MERCHANT,
                "type",
                type,
                "event_id",
                "event-" + delivery,
                "created_at",
                SquareOrders.changed(sale),
                "data",
                Json.object(
                        "type",
                        "order",
                        "id",
                        sale.number(),
                        "object",
                        Json.object(
                                type.replace('.', '_'),
                                Json.object(
                                        "order_id",
                                        sale.number(),
                                        "location_id",
                                        LOCATION,
                                        "state",
                                        SquareOrders.state(sale),
                                        "version",
                                        sale.revision())))));
        String signature =
                Signatures.hmacSha256Base64(secret, NOTIFICATION_URL + new String(body, StandardCharsets.UTF_8));
        return Optional.of(new Message(
                door, Map.of("Content-Type", "application/json", "x-square-hmacsha256-signature", signature), body));
    }

    @Override
    Reply throttled() {
        return error(429, "RATE_LIMIT_ERROR", "RATE_LIMITED");
    }

    @Override
    Reply answer(Call call) {
        if (!Signatures.same(call.header("Authorization"), "Bearer " + TOKEN)) {
            return error(401, "AUTHENTICATION_ERROR", "UNAUTHORIZED");
        }
        String path = call.path();
        if (call.method().equals("POST") && path.equals("/v2/orders/search")) {
            return list(Json.read(call.body()));
        }
        if (call.method().equals("POST") && path.equals("/v2/inventory/changes/batch-create")) {
            return counts.take(Json.read(call.body()));
        }
        if (call.method().equals("GET") && path.startsWith("/v2/orders/")) {
            return book().give(path.substring("/v2/orders/".length()))
                    .map(sale -> Reply.json(200, Json.object("order", SquareOrders.order(sale, LOCATION))))
                    .orElseGet(() -> error(404, "INVALID_REQUEST_ERROR", "NOT_FOUND"));
        }
        return error(404, "INVALID_REQUEST_ERROR", "NOT_FOUND");
    }

    /** Its own sort and filter must be named together, or Square refuses. A page may be shorter than was asked for. */
    private Reply list(JsonNode asked) {
        String sorted = asked.path("query").path("sort").path("sort_field").asString("");
        JsonNode span =
                asked.path("query").path("filter").path("date_time_filter").path(sorted.toLowerCase(Locale.ROOT));
        if (!asked.path("location_ids").path(0).asString("").equals(LOCATION)
                || !Set.of("UPDATED_AT", "CREATED_AT").contains(sorted)
                || span.isMissingNode()) {
            return error(400, "INVALID_REQUEST_ERROR", "BAD_REQUEST");
        }
        boolean byPlacing = sorted.equals("CREATED_AT");
        Instant from = Instant.parse(span.path("start_at").asString(""));
        Instant to = Instant.parse(span.path("end_at").asString(""));
        String cursor = asked.path("cursor").asString("");
        int size = Math.min(LISTED_MAX, asked.path("limit").asInt(LISTED_MAX));
        var sales =
                byPlacing ? pages().placedAfter(from, to, cursor, size) : pages().changedAfter(from, to, cursor, size);
        Map<String, Object> page = Json.object(
                "orders",
                sales.stream().map(sale -> SquareOrders.order(sale, LOCATION)).toList());
        if (sales.size() == LISTED_MAX) {
            Sale last = sales.getLast();
            page.put("cursor", Pages.cursor(byPlacing ? last.placedAt() : last.changedAt(), last));
        }
        return Reply.json(200, page);
    }

    static Reply error(int status, String category, String code) {
        return Reply.json(
                status,
                Json.object("errors", List.of(Json.object("category", category, "code", code, "detail", code))));
    }
}
