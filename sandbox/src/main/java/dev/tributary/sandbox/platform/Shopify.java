package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.ShopifyPage;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Webhooks, and a list whose pages name the next in a header; inventory levels out. */
final class Shopify extends Platform {

    private static final String DOMAIN = "proof.example-shop.test";
    private static final String TOKEN = "shpat_proof";
    private static final String LOCATION = "77001";
    private static final long FIRST_VARIANT = 44_000_000_000L;

    Shopify(Ground ground) {
        super("shopify", ground, Orders.LISTED);
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "shopDomain",
                DOMAIN,
                "webhookSecret",
                secret(),
                "apiBaseUrl",
                address() + "/admin/api/2025-01",
                "accessToken",
                TOKEN,
                "locationId",
                LOCATION,
                "callsPerSecond",
                50,
                "pullsPerSecond",
                20);
    }

    @Override
    String secret() {
        return "shopify-proof-secret";
    }

    @Override
    String channelSku(Article article) {
        return Long.toString(FIRST_VARIANT + article.index());
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        byte[] body = Json.bytes(order(sale));
        return Optional.of(new Message(
                door,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "X-Shopify-Topic",
                        topic(sale),
                        "X-Shopify-Hmac-Sha256",
                        Signatures.shopify(body, secret),
                        "X-Shopify-Shop-Domain",
                        DOMAIN,
                        "X-Shopify-API-Version",
                        "2025-01",
                        "X-Shopify-Webhook-Id",
                        delivery),
                body));
    }

    private static String topic(Sale sale) {
        return sale.over()
                ? "orders/cancelled"
                : sale.revision() == 1
                        ? "orders/create"
                        : sale.state() == Sale.State.PAID ? "orders/paid" : "orders/updated";
    }

    private Map<String, Object> order(Sale sale) {
        long id = Long.parseLong(sale.number());
        String total = decimal(sale.total());
        Map<String, Object> order = Json.object(
                "id",
                id,
                "name",
                "#" + id % 1_000_000,
                "created_at",
                sale.placedAt().toString(),
                "updated_at",
                sale.changedAt().toString(),
                "processed_at",
                sale.placedAt().toString(),
                "financial_status",
                switch (sale.state()) {
                    case OPEN -> "pending";
                    case PAID -> "paid";
                    case CANCELLED -> "refunded";
                },
                "cancelled_at",
                sale.over() ? sale.changedAt().toString() : null,
                "cancel_reason",
                sale.over() ? "customer" : null,
                "currency",
                "CNY",
                "total_price",
                total,
                "total_tax",
                "0.00",
                "total_discounts",
                "0.00",
                "taxes_included",
                true);
        order.put("shipping_lines", List.of(Json.object("price", decimal(sale.freight()))));
        order.put("line_items", sale.pieces().stream().map(this::line).toList());
        order.put("customer", Json.object("id", 7_000_000_000L, "phone", "+8613500002210"));
        order.put("shipping_address", Json.object("name", "李雷", "address1", "Example Road 1", "country_code", "CN"));
        return order;
    }

    private Map<String, Object> line(Sale.Piece piece) {
        return Json.object(
                "id",
                1L + piece.article().index(),
                "variant_id",
                Long.parseLong(channelSku(piece.article())),
                "sku",
                piece.article().code(),
                "title",
                piece.article().name(),
                "quantity",
                piece.units(),
                "price",
                decimal(piece.article().price()));
    }

    @Override
    Reply answer(Call call) {
        if (!Signatures.same(call.header("X-Shopify-Access-Token"), TOKEN)) {
            return Reply.json(401, Json.object("errors", "[API] Invalid API key or access token"));
        }
        return call.path().endsWith("/orders.json") ? list(call) : stock(call);
    }

    /** Both ends are shown. */
    private Reply list(Call call) {
        var asked = ShopifyPage.of(call);
        Instant to = asked.to().plusSeconds(1);
        List<Sale> sales = asked.byPlacing()
                ? pages().placedAfter(asked.from(), to, asked.after(), asked.size())
                : pages().changedAfter(asked.from(), to, asked.after(), asked.size());
        String last = sales.isEmpty()
                ? ""
                : Pages.cursor(
                        asked.byPlacing()
                                ? sales.getLast().placedAt()
                                : sales.getLast().changedAt(),
                        sales.getLast());
        return asked.reply(call, sales.stream().map(this::order).toList(), last);
    }

    private Reply stock(Call call) {
        JsonNode body = Json.read(call.body());
        String variant = body.path("inventory_item_id").asString("");
        if (!call.path().endsWith("/inventory_levels/set.json")
                || variant.isEmpty()
                || !body.path("available").isIntegralNumber()
                || !body.path("location_id").asString("").equals(LOCATION)) {
            return Reply.json(422, Json.object("errors", "inventory_item_id, location_id or available is wrong"));
        }
        stock().told(variant, body.path("available").longValue());
        return Reply.json(200, Json.object("inventory_level", Json.object("available", body.path("available"))));
    }
}
