package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.ShopifyPage;
import dev.tributary.sandbox.wire.ShopifyQuantities;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Webhooks, and a list whose pages name the next in a header; stock many at once by GraphQL. */
final class Shopify extends Platform {

    private static final String DOMAIN = "proof.example-shop.test";
    private static final String TOKEN = "shpat_proof";
    private static final String LOCATION = "77001";
    private static final long FIRST_VARIANT = 44_000_000_000L;

    private final ShopifyQuantities quantities =
            new ShopifyQuantities(LOCATION, Shopify::sells, (variant, units) -> stock().told(variant, units));

    Shopify(Ground ground) {
        super("shopify", ground, Orders.LISTED);
    }

    /** It numbers its inventory items as their variants, which Shopify does not. */
    private static boolean sells(String variant) {
        return variant.matches("[0-9]{11}") && Long.parseLong(variant) >= FIRST_VARIANT;
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "shopDomain",
                DOMAIN,
                "webhookSecret",
                secret(),
                "apiBaseUrl",
                address() + "/admin/api/2026-04",
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
        byte[] body =
                Json.bytes(sale.refund().map(refund -> refunded(sale, refund)).orElseGet(() -> order(sale)));
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
                        "2026-04",
                        "X-Shopify-Webhook-Id",
                        delivery),
                body));
    }

    private static String topic(Sale sale) {
        if (sale.refund().isPresent()) {
            return "refunds/create";
        }
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
                    case PAID -> sale.refund().isPresent() ? "partially_refunded" : "paid";
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

    private Map<String, Object> refunded(Sale sale, Sale.Refund refund) {
        return Json.object(
                "id",
                Long.parseLong(refund.id()),
                "order_id",
                Long.parseLong(sale.number()),
                "created_at",
                refund.at().toString(),
                "refund_line_items",
                List.of(Json.object("quantity", refund.piece().units(), "line_item", line(refund.piece()))),
                "transactions",
                List.of(Json.object(
                        "kind",
                        "refund",
                        "status",
                        "success",
                        "amount",
                        decimal(refund.amount()),
                        "currency",
                        "CNY",
                        "gateway",
                        "alipay")));
    }

    @Override
    Refunds refunds() {
        return Refunds.GOODS;
    }

    /** Refunds have no list that the hub reads. */
    @Override
    boolean lists(Sale sale) {
        return lists() && sale.refund().isEmpty();
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
        if (call.path().endsWith("/orders.json")) {
            return list(call);
        }
        return call.path().endsWith("/graphql.json")
                ? quantities.answer(Json.read(call.body())).reply()
                : Reply.json(404, Json.object("errors", "Not Found"));
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
}
