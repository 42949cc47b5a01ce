package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Signed pushes name an order; a list that is read from its last page shows it whole; every call bears a token that ends. */
final class Youzan extends Platform {

    private static final String CLIENT = "youzan-proof";
    private static final String SHOP = "63077";
    private static final int TOKEN_ENDED = 4_203;

    private final ShortTokens tokens = new ShortTokens(ground().clock(), "proof-token-");

    Youzan(Ground ground) {
        super("youzan", ground, Orders.NAMED);
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiBaseUrl",
                address(),
                "clientId",
                CLIENT,
                "clientSecret",
                secret(),
                "kdtId",
                SHOP,
                "callsPerSecond",
                50,
                "pullsPerSecond",
                50);
    }

    @Override
    String secret() {
        return "youzan-proof-secret";
    }

    @Override
    String channelSku(Article article) {
        return "%d:%d".formatted(439_000 + article.index(), 36_187_000 + article.index());
    }

    @Override
    String number(long index) {
        return "E2026%012d".formatted(index);
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        String type = switch (sale.state()) {
            case OPEN -> "trade_TradeCreate";
            case PAID -> "trade_TradePaid";
            case CANCELLED -> "trade_TradeClose";
        };
        String said = URLEncoder.encode(Json.text(Json.object("tid", sale.number())), StandardCharsets.UTF_8);
        byte[] body = Json.bytes(Json.object(
                "client_id",
                CLIENT,
                "kdt_id",
                Long.parseLong(SHOP),
                "id",
                sale.number(),
                "type",
                type,
                "status",
                status(sale),
                "msg_id",
                delivery,
                "msg",
                said,
                "sign",
                Signatures.md5Hex(CLIENT + said + secret)));
        return Optional.of(new Message(door, Map.of("Content-Type", "application/json"), body));
    }

    @Override
    boolean acknowledges(int status, String body) {
        return status == 200
                && Json.read(body.getBytes(StandardCharsets.UTF_8)).path("code").asInt(-1) == 0;
    }

    @Override
    Reply answer(Call call) {
        JsonNode asked = Json.read(call.body());
        if (call.path().equals("/auth/token")) {
            return token(asked);
        }
        if (!tokens.holds(Forms.decode(call.query()).getOrDefault("access_token", ""))) {
            return Reply.json(
                    200,
                    Json.object("gw_err_resp", Json.object("err_code", TOKEN_ENDED, "err_msg", "token is expired")));
        }
        return switch (call.path()) {
            case "/api/youzan.trades.sold.get/4.0.4" -> said(list(asked));
            case "/api/youzan.trade.get/4.0.2" ->
                book().give(asked.path("tid").asString(""))
                        .map(sale -> said(Json.object("full_order_info", order(sale))))
                        .orElseGet(() -> Reply.json(
                                200, Json.object("success", false, "code", 101_305_001, "message", "no such order")));
            case "/api/youzan.trade.refund.search/3.0.1" -> said(refunds(asked));
            case "/api/youzan.item.quantity.update/4.0.0" -> stock(asked);
            default ->
                Reply.json(
                        200,
                        Json.object("gw_err_resp", Json.object("err_code", 4_005, "err_msg", "no such interface")));
        };
    }

    private Reply token(JsonNode asked) {
        boolean ours = asked.path("client_id").asString("").equals(CLIENT)
                && asked.path("client_secret").asString("").equals(secret())
                && asked.path("grant_id").asString("").equals(SHOP);
        return ours
                ? said(Json.object("access_token", tokens.issue()))
                : Reply.json(200, Json.object("success", false, "code", 1_401, "message", "wrong client"));
    }

    private Map<String, Object> list(JsonNode asked) {
        boolean byPlacing = asked.has("start_created");
        String moment = byPlacing ? "_created" : "_update";
        Instant from = Gateway.ofChina(asked.path("start" + moment).asString(""));
        Instant to = Gateway.ofChina(asked.path("end" + moment).asString(""));
        int number = asked.path("page_no").asInt(1) - 1;
        int size = asked.path("page_size").asInt(20);
        var page = byPlacing
                ? pages().placed(from, to, Pages.LAST_PLACED_FIRST, number, size)
                : pages().changed(from, to, Pages.LAST_CHANGED_FIRST, number, size);
        return Json.object(
                "total_results",
                page.total(),
                "full_order_info_list",
                page.sales().stream()
                        .map(sale -> Json.object("full_order_info", order(sale)))
                        .toList());
    }

    private Map<String, Object> refunds(JsonNode asked) {
        var page = pages().refunded(
                        Instant.ofEpochSecond(asked.path("update_time_start").asLong(0)),
                        Instant.ofEpochSecond(asked.path("update_time_end").asLong(0)),
                        asked.path("page_no").asInt(1) - 1,
                        asked.path("page_size").asInt(20));
        return Json.object(
                "refunds",
                page.sales().stream()
                        .flatMap(sale -> sale
                                .refund()
                                .map(refund -> Json.object(
                                        "refund_id",
                                        refund.id(),
                                        "tid",
                                        sale.number(),
                                        "status",
                                        "SUCCESS",
                                        "refund_fee",
                                        decimal(refund.amount()),
                                        "modified",
                                        Gateway.china(refund.at())))
                                .stream())
                        .toList(),
                "total",
                page.total());
    }

    @Override
    Refunds refunds() {
        return Refunds.MONEY;
    }

    private static String status(Sale sale) {
        return switch (sale.state()) {
            case OPEN -> "WAIT_BUYER_PAY";
            case PAID -> "WAIT_SELLER_SEND_GOODS";
            case CANCELLED -> "TRADE_CLOSE";
        };
    }

    private Map<String, Object> order(Sale sale) {
        return Json.object(
                "order_info",
                Json.object(
                        "tid",
                        sale.number(),
                        "status",
                        status(sale),
                        "created",
                        Gateway.china(sale.placedAt()),
                        "update_time",
                        Gateway.china(sale.changedAt()),
                        "pay_time",
                        sale.state() == Sale.State.PAID ? Gateway.china(sale.changedAt()) : ""),
                "address_info",
                Json.object("receiver_name", "李*", "receiver_tel", "135****2210", "delivery_address", "Example ****"),
                "pay_info",
                Json.object(
                        "total_fee",
                        decimal(sale.total() - sale.freight()),
                        "post_fee",
                        decimal(sale.freight()),
                        "payment",
                        decimal(sale.total())),
                "orders",
                sale.pieces().stream().map(this::line).toList());
    }

    private Map<String, Object> line(Sale.Piece piece) {
        String[] goods = channelSku(piece.article()).split(":");
        return Json.object(
                "item_id",
                Long.parseLong(goods[0]),
                "sku_id",
                Long.parseLong(goods[1]),
                "outer_sku_id",
                piece.article().code(),
                "title",
                piece.article().name(),
                "num",
                piece.units(),
                "price",
                decimal(piece.article().price()),
                "payment",
                decimal(piece.amount()));
    }

    private Reply stock(JsonNode asked) {
        stock().told(
                        asked.path("item_id").asLong(0) + ":"
                                + asked.path("sku_id").asLong(0),
                        asked.path("quantity").asLong(-1));
        return said(Json.object("is_success", true));
    }

    private static Reply said(Map<String, Object> data) {
        return Reply.json(200, Json.object("success", true, "code", 200, "data", data));
    }
}
