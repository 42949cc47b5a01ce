package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Webhooks, and a list by pages with their count in the headers; stock of products and of variations. */
final class Woocommerce extends Platform {

    private static final String API = "/wp-json/wc/v3";
    private static final String KEY = "ck_proof";
    private static final String SECRET = "cs_proof";
    private static final int FIRST_PRODUCT = 7_000;
    private static final int FIRST_VARIATION = 9_000;

    Woocommerce(Ground ground) {
        super("woocommerce", ground, Orders.LISTED);
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiBaseUrl",
                address() + API,
                "consumerKey",
                KEY,
                "consumerSecret",
                SECRET,
                "webhookSecret",
                secret(),
                "callsPerSecond",
                50,
                "pullsPerSecond",
                20);
    }

    @Override
    String secret() {
        return "woocommerce-proof-secret";
    }

    private static int product(Article article) {
        return FIRST_PRODUCT + article.index();
    }

    /** One in three is a variation of a product. */
    private static int variation(Article article) {
        return article.index() % 3 == 0 ? FIRST_VARIATION + article.index() : 0;
    }

    @Override
    String channelSku(Article article) {
        return variation(article) == 0
                ? Integer.toString(product(article))
                : product(article) + ":" + variation(article);
    }

    @Override
    String number(long index) {
        return Long.toString(10_000_000L + index);
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        byte[] body = Json.bytes(order(sale));
        return Optional.of(new Message(
                door,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "X-WC-Webhook-Topic",
                        sale.revision() == 1 ? "order.created" : "order.updated",
                        "X-WC-Webhook-Signature",
                        Signatures.shopify(body, secret),
                        "X-WC-Webhook-Delivery-ID",
                        delivery),
                body));
    }

    /** Without an offset, in UTC. */
    private static String gmt(Instant moment) {
        return moment.toString().replace("Z", "");
    }

    private static Map<String, Object> order(Sale sale) {
        Map<String, Object> order = Json.object(
                "id",
                Long.parseLong(sale.number()),
                "number",
                sale.number(),
                "status",
                switch (sale.state()) {
                    case OPEN -> "pending";
                    case PAID -> "processing";
                    case CANCELLED -> "cancelled";
                },
                "currency",
                "CNY",
                "date_created_gmt",
                gmt(sale.placedAt()),
                "date_modified_gmt",
                gmt(sale.changedAt()),
                "date_paid_gmt",
                sale.state() == Sale.State.PAID ? gmt(sale.changedAt()) : null,
                "payment_method",
                "bacs",
                "shipping_total",
                decimal(sale.freight()),
                "total_tax",
                "0.00",
                "total",
                decimal(sale.total()));
        order.put("fee_lines", List.of());
        order.put("shipping_lines", List.of(Json.object("method_id", "flat_rate", "total", decimal(sale.freight()))));
        order.put(
                "billing",
                Json.object("first_name", "Lei", "last_name", "Li", "phone", "13500002210", "country", "CN"));
        order.put("shipping", Json.object("address_1", "Example Road 1", "country", "CN", "first_name", "Lei"));
        order.put("line_items", sale.pieces().stream().map(Woocommerce::line).toList());
        return order;
    }

    private static Map<String, Object> line(Sale.Piece piece) {
        return Json.object(
                "id",
                1 + piece.article().index(),
                "name",
                piece.article().name(),
                "product_id",
                product(piece.article()),
                "variation_id",
                variation(piece.article()),
                "quantity",
                piece.units(),
                "subtotal",
                decimal(piece.amount()),
                "total",
                decimal(piece.amount()));
    }

    @Override
    Reply answer(Call call) {
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((KEY + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!Signatures.same(call.header("Authorization"), basic)) {
            return error(401, "woocommerce_rest_cannot_view");
        }
        String path = call.path().substring(API.length());
        if (path.equals("/orders")) {
            return list(Forms.decode(call.query()));
        }
        return path.startsWith("/products/")
                ? stock(path.split("/"), Json.read(call.body()))
                : error(404, "rest_no_route");
    }

    /** Both ends are left out, as WordPress leaves them out. */
    private Reply list(Map<String, String> asked) {
        boolean modified = asked.containsKey("modified_after");
        String prefix = modified ? "modified_" : "";
        Instant from = moment(asked.getOrDefault(prefix + "after", "")).plusSeconds(1);
        Instant to = moment(asked.getOrDefault(prefix + "before", ""));
        int page = Integer.parseInt(asked.getOrDefault("page", "1")) - 1;
        int size = Integer.parseInt(asked.getOrDefault("per_page", "10"));
        Pages.Page shown = modified
                ? pages().changed(from, to, Pages.BY_PLACING, page, size)
                : pages().placed(from, to, Pages.BY_PLACING, page, size);
        return Reply.json(200, shown.sales().stream().map(Woocommerce::order).toList())
                .with("X-WP-Total", Integer.toString(shown.total()))
                .with("X-WP-TotalPages", Integer.toString(shown.pages()));
    }

    private static Instant moment(String text) {
        return Instant.parse(text.endsWith("Z") ? text : text + "Z");
    }

    private Reply stock(String[] path, JsonNode body) {
        JsonNode units = body.path("stock_quantity");
        if (!units.isIntegralNumber() || !body.path("manage_stock").asBoolean(false)) {
            return error(400, "rest_invalid_param");
        }
        stock().told(path.length == 5 ? path[2] + ":" + path[4] : path[2], units.longValue());
        return Reply.json(200, Json.object("stock_quantity", units));
    }

    private static Reply error(int status, String code) {
        return Reply.json(status, Json.object("code", code, "message", code, "data", Json.object("status", status)));
    }
}
