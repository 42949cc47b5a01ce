package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Encrypted pushes only name an order, as does a list by cursor; every call bears a token that ends. */
final class WechatShop extends Platform {

    private static final int AFTER_SALES_A_PAGE = 50;
    private static final String APP = "wx00proof";
    private static final String APP_SECRET = "wechat-proof-app-secret";
    private static final String ENCODING_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final int TOKEN_ENDED = 42_001;
    private static final int TOO_OFTEN = 45_009;

    private final ShortTokens tokens = new ShortTokens(ground().clock(), "proof-token-");

    WechatShop(Ground ground) {
        super("wechat-shop", ground, Orders.NAMED);
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiBaseUrl",
                address(),
                "appId",
                APP,
                "appSecret",
                APP_SECRET,
                "messageToken",
                secret(),
                "encodingAesKey",
                ENCODING_KEY,
                "callsPerSecond",
                50,
                "pullsPerSecond",
                50);
    }

    /** The token that pushes are signed with. */
    @Override
    String secret() {
        return "wechatProofToken";
    }

    @Override
    String channelSku(Article article) {
        return "%d:%d".formatted(324_545_000 + article.index(), 1_234_000 + article.index());
    }

    @Override
    String number(long index) {
        return Long.toString(3_704_612_354_559_000_000L + index);
    }

    /** Money that goes back is told by another list. */
    @Override
    boolean cancels(Sale sale) {
        return sale.state() == Sale.State.OPEN;
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        String event = switch (sale.state()) {
            case OPEN -> "channels_ec_order_new";
            case PAID -> "channels_ec_order_pay";
            case CANCELLED -> "channels_ec_order_cancel";
        };
        byte[] clear = Json.bytes(Json.object(
                "ToUserName",
                "gh_proof",
                "FromUserName",
                "open-id-of-nobody",
                "CreateTime",
                sale.changedAt().getEpochSecond(),
                "MsgType",
                "event",
                "Event",
                event,
                "order_info",
                Json.object("order_id", Long.parseLong(sale.number()))));
        String encrypted = Signatures.wechatEncrypted(clear, APP, ENCODING_KEY);
        String timestamp = Long.toString(ground().clock().instant().getEpochSecond());
        String query = "timestamp=%s&nonce=%s&msg_signature=%s"
                .formatted(timestamp, delivery, Signatures.wechat(secret, timestamp, delivery, encrypted));
        return Optional.of(new Message(
                URI.create(door + "?" + query),
                Map.of("Content-Type", "application/json"),
                Json.bytes(Json.object("ToUserName", "gh_proof", "Encrypt", encrypted))));
    }

    @Override
    boolean acknowledges(int status, String body) {
        return status == 200 && body.equals("success");
    }

    @Override
    Reply throttled() {
        return said(TOO_OFTEN, Map.of());
    }

    @Override
    Reply answer(Call call) {
        JsonNode asked = Json.read(call.body());
        if (call.path().equals("/cgi-bin/stable_token")) {
            return token(asked);
        }
        if (!tokens.holds(Forms.decode(call.query()).getOrDefault("access_token", ""))) {
            return said(TOKEN_ENDED, Map.of());
        }
        return switch (call.path()) {
            case "/channels/ec/order/list/get" -> said(0, list(asked));
            case "/channels/ec/order/get" ->
                book().give(asked.path("order_id").asString(""))
                        .map(sale -> said(0, Json.object("order", order(sale))))
                        .orElseGet(() -> said(10_020_002, Map.of()));
            case "/channels/ec/aftersale/getaftersalelist" -> said(0, afterSales(asked));
            case "/channels/ec/aftersale/getaftersaleorder" ->
                pages().refund(asked.path("after_sale_order_id").asString(""))
                        .flatMap(sale -> sale.refund().map(it -> afterSale(sale, it)))
                        .map(found -> said(0, Json.object("after_sale_order", found)))
                        .orElseGet(() -> said(10_020_003, Map.of()));
            case "/channels/ec/product/stock/update" -> stock(asked);
            default -> said(48_001, Map.of());
        };
    }

    private Reply token(JsonNode asked) {
        return asked.path("appid").asString("").equals(APP)
                        && asked.path("secret").asString("").equals(APP_SECRET)
                ? Reply.json(200, Json.object("access_token", tokens.issue(), "expires_in", ShortTokens.SAID_SECONDS))
                : said(40_001, Map.of());
    }

    /** The cursor names the last order shown, so that nothing slips past although the list changes. */
    private Map<String, Object> list(JsonNode asked) {
        boolean byPlacing = asked.has("create_time_range");
        JsonNode range = asked.path(byPlacing ? "create_time_range" : "update_time_range");
        var from = Instant.ofEpochSecond(range.path("start_time").asLong(0));
        var to = Instant.ofEpochSecond(range.path("end_time").asLong(0));
        String key = asked.path("next_key").asString("");
        int size = asked.path("page_size").asInt(20);
        var page = byPlacing ? pages().placedAfter(from, to, key, size) : pages().changedAfter(from, to, key, size);
        return Json.object(
                "order_id_list",
                page.stream().map(Sale::number).toList(),
                "has_more",
                page.size() == size,
                "next_key",
                page.isEmpty()
                        ? ""
                        : Pages.cursor(
                                byPlacing
                                        ? page.getLast().placedAt()
                                        : page.getLast().changedAt(),
                                page.getLast()));
    }

    /** The key names the next page. */
    private Map<String, Object> afterSales(JsonNode asked) {
        int number = asked.path("next_key").asInt(0);
        var page = pages().refunded(
                        Instant.ofEpochSecond(asked.path("begin_update_time").asLong(0)),
                        Instant.ofEpochSecond(asked.path("end_update_time").asLong(0)),
                        number,
                        AFTER_SALES_A_PAGE);
        boolean more = number + 1 < page.pages();
        return Json.object(
                "after_sale_order_id_list",
                page.sales().stream()
                        .flatMap(sale -> sale.refund().map(Sale.Refund::id).stream())
                        .toList(),
                "has_more",
                more,
                "next_key",
                more ? Integer.toString(number + 1) : "");
    }

    private Map<String, Object> afterSale(Sale sale, Sale.Refund refund) {
        String[] sku = channelSku(refund.piece().article()).split(":", -1);
        return Json.object(
                "after_sale_order_id",
                refund.id(),
                "status",
                "MERCHANT_REFUND_SUCCESS",
                "order_id",
                sale.number(),
                "update_time",
                refund.at().getEpochSecond(),
                "refund_info",
                Json.object("amount", refund.amount()),
                "product_info",
                Json.object(
                        "product_id",
                        sku[0],
                        "sku_id",
                        sku[1],
                        "count",
                        refund.piece().units()));
    }

    @Override
    Refunds refunds() {
        return Refunds.GOODS;
    }

    private Map<String, Object> order(Sale sale) {
        return Json.object(
                "order_id",
                sale.number(),
                "status",
                switch (sale.state()) {
                    case OPEN -> 10;
                    case PAID -> 20;
                    case CANCELLED -> 250;
                },
                "create_time",
                sale.placedAt().getEpochSecond(),
                "update_time",
                sale.changedAt().getEpochSecond(),
                "order_detail",
                Json.object(
                        "product_infos",
                        sale.pieces().stream().map(this::line).toList(),
                        "price_info",
                        Json.object(
                                "product_price",
                                sale.total() - sale.freight(),
                                "order_price",
                                sale.total(),
                                "freight",
                                sale.freight(),
                                "discounted_price",
                                0),
                        "pay_info",
                        sale.state() == Sale.State.PAID
                                ? Json.object(
                                        "pay_time", sale.changedAt().getEpochSecond(), "transaction_id", "4200proof")
                                : Json.object(),
                        "delivery_info",
                        Json.object(
                                "address_info",
                                Json.object(
                                        "user_name",
                                        "李*",
                                        "tel_number",
                                        "135****2210",
                                        "detail_info",
                                        "Example ****"))));
    }

    private Map<String, Object> line(Sale.Piece piece) {
        String[] goods = channelSku(piece.article()).split(":");
        return Json.object(
                "product_id",
                goods[0],
                "sku_id",
                goods[1],
                "title",
                piece.article().name(),
                "sku_cnt",
                piece.units(),
                "sale_price",
                piece.article().price());
    }

    private Reply stock(JsonNode asked) {
        if (asked.path("diff_type").asInt(0) != 3) {
            return said(10_020_052, Map.of());
        }
        stock().told(
                        asked.path("product_id").asString("") + ":"
                                + asked.path("sku_id").asString(""),
                        asked.path("num").asLong(-1));
        return said(0, Map.of());
    }

    private static Reply said(int code, Map<String, Object> members) {
        Map<String, Object> body = Json.object("errcode", code, "errmsg", code == 0 ? "ok" : "wrong");
        body.putAll(members);
        return Reply.json(200, body);
    }
}
