package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Pushes, several in an array, only name an order; a list by pages from the newest; calls are signed over body and secret. */
final class Douyin extends Platform {

    private static final int REFUNDED = 12;
    private static final String APP = "7001";
    private static final int GOOD = 10_000;

    Douyin(Ground ground) {
        super("douyin", ground, Orders.NAMED);
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiBaseUrl",
                address(),
                "appKey",
                APP,
                "appSecret",
                secret(),
                "accessToken",
                "proof-token",
                "callsPerSecond",
                50,
                "pullsPerSecond",
                50);
    }

    @Override
    String secret() {
        return "douyin-proof-secret";
    }

    @Override
    String channelSku(Article article) {
        return "71%04d:72%04d".formatted(article.index(), article.index());
    }

    @Override
    String number(long index) {
        return Long.toString(6_900_000_000_000L + index);
    }

    /** Paid ones are closed by after-sales, which have a list of their own. */
    @Override
    boolean cancels(Sale sale) {
        return sale.state() == Sale.State.OPEN;
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        String tag = switch (sale.state()) {
            case OPEN -> "100";
            case PAID -> "101";
            case CANCELLED -> "106";
        };
        String data = Json.text(Json.object("p_id", Long.parseLong(sale.number()), "shop_id", 1));
        byte[] body = Json.bytes(List.of(Json.object("tag", tag, "msg_id", delivery, "data", data)));
        String sign = Signatures.md5Hex(APP + new String(body, StandardCharsets.UTF_8) + secret);
        return Optional.of(
                new Message(door, Map.of("Content-Type", "application/json", "app-id", APP, "event-sign", sign), body));
    }

    @Override
    boolean acknowledges(int status, String body) {
        return status == 200
                && Json.read(body.getBytes(StandardCharsets.UTF_8)).path("code").asInt(-1) == 0;
    }

    @Override
    Reply answer(Call call) {
        Map<String, String> query = Forms.decode(call.query());
        String json = new String(call.body(), StandardCharsets.UTF_8);
        String text = "%sapp_key%smethod%sparam_json%stimestamp%sv2%s"
                .formatted(secret(), APP, query.get("method"), json, query.get("timestamp"), secret());
        if (!Signatures.same(query.getOrDefault("sign", ""), Signatures.hmacSha256Hex(secret(), text))) {
            return said(30_001, "isv.signature-invalid", Json.object());
        }
        JsonNode asked = Json.read(call.body());
        return switch (call.path()) {
            case "/order/searchList" -> said(GOOD, "", list(asked));
            case "/order/orderDetail" ->
                book().give(asked.path("shop_order_id").asString(""))
                        .map(sale -> said(GOOD, "", Json.object("shop_order_detail", order(sale))))
                        .orElseGet(() -> said(50_002, "isv.business-failed:no-such-order", Json.object()));
            case "/afterSale/List" -> said(GOOD, "", afterSales(asked));
            case "/sku/syncStock" -> {
                stock().told(
                                asked.path("product_id").asLong(0) + ":"
                                        + asked.path("sku_id").asLong(0),
                                asked.path("stock_num").asLong(-1));
                yield said(GOOD, "", Json.object());
            }
            default -> said(40_003, "isv.no-such-method", Json.object());
        };
    }

    private Map<String, Object> list(JsonNode asked) {
        int number = asked.path("page").asInt(0);
        int size = asked.path("size").asInt(10);
        var page = asked.has("create_time_start")
                ? pages().placed(
                                moment(asked, "create_time_start"),
                                moment(asked, "create_time_end"),
                                Pages.LAST_PLACED_FIRST,
                                number,
                                size)
                : pages().changed(
                                moment(asked, "update_time_start"),
                                moment(asked, "update_time_end"),
                                Pages.LAST_CHANGED_FIRST,
                                number,
                                size);
        return Json.object(
                "shop_order_list",
                page.sales().stream().map(this::order).toList(),
                "total",
                page.total(),
                "page",
                asked.path("page").asInt(0),
                "size",
                asked.path("size").asInt(10));
    }

    private Map<String, Object> afterSales(JsonNode asked) {
        var page = pages().refunded(
                        moment(asked, "update_start_time"),
                        moment(asked, "update_end_time"),
                        asked.path("page").asInt(0),
                        asked.path("size").asInt(10));
        return Json.object(
                "items",
                page.sales().stream()
                        .flatMap(sale -> sale.refund().map(it -> afterSale(sale, it)).stream())
                        .toList(),
                "total",
                page.total());
    }

    private Map<String, Object> afterSale(Sale sale, Sale.Refund refund) {
        String[] sku = channelSku(refund.piece().article()).split(":", -1);
        return Json.object(
                "aftersale_info",
                Json.object(
                        "aftersale_id",
                        refund.id(),
                        "aftersale_status",
                        REFUNDED,
                        "refund_amount",
                        refund.amount(),
                        "update_time",
                        refund.at().getEpochSecond()),
                "order_info",
                Json.object(
                        "shop_order_id",
                        sale.number(),
                        "related_order_info",
                        List.of(Json.object(
                                "product_id",
                                Long.parseLong(sku[0]),
                                "sku_id",
                                Long.parseLong(sku[1]),
                                "aftersale_item_num",
                                refund.piece().units()))));
    }

    @Override
    Refunds refunds() {
        return Refunds.GOODS;
    }

    private static Instant moment(JsonNode asked, String name) {
        return Instant.ofEpochSecond(asked.path(name).asLong(0));
    }

    private Map<String, Object> order(Sale sale) {
        return Json.object(
                "order_id",
                sale.number(),
                "order_status",
                switch (sale.state()) {
                    case OPEN -> 1;
                    case PAID -> 2;
                    case CANCELLED -> 4;
                },
                "create_time",
                sale.placedAt().getEpochSecond(),
                "update_time",
                sale.changedAt().getEpochSecond(),
                "pay_time",
                sale.state() == Sale.State.PAID ? sale.changedAt().getEpochSecond() : 0,
                "pay_type",
                1,
                "pay_amount",
                sale.total(),
                "post_amount",
                sale.freight(),
                "mask_post_receiver",
                "李*",
                "mask_post_tel",
                "135****2210",
                "sku_order_list",
                sale.pieces().stream().map(this::line).toList());
    }

    private Map<String, Object> line(Sale.Piece piece) {
        String[] goods = channelSku(piece.article()).split(":");
        return Json.object(
                "product_id",
                Long.parseLong(goods[0]),
                "sku_id",
                Long.parseLong(goods[1]),
                "product_name",
                piece.article().name(),
                "item_num",
                piece.units(),
                "origin_amount",
                piece.article().price());
    }

    private static Reply said(int code, String subCode, Map<String, Object> data) {
        return Reply.json(200, Json.object("code", code, "msg", "", "sub_code", subCode, "data", data));
    }
}
