package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Orders that are paid, and placed once their group is complete; named by a list that is read from its last page, given one by one. */
final class Pinduoduo extends Gateway {

    private static final int REFUNDED = 10;
    private static final int THROTTLED = 70_031;
    private static final int PAGE_MAX = 100;
    private static final Duration CHANGED_MAX = Duration.ofMinutes(30);
    private static final Duration PLACED_MAX = Duration.ofHours(24);

    /** From a buyer's order until enough others have joined. */
    private static final Duration GROUP = Duration.ofSeconds(90);

    Pinduoduo(Ground ground) {
        super("pinduoduo", ground, Orders.NAMED, "type");
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiUrl",
                address() + "/api/router",
                "clientId",
                "proof",
                "clientSecret",
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
        return "pinduoduo-proof-secret";
    }

    @Override
    String number(long index) {
        return "261123-%015d".formatted(index);
    }

    @Override
    Sale.State first() {
        return Sale.State.PAID;
    }

    /** Money that goes back is told by another list. */
    @Override
    boolean cancels(Sale sale) {
        return false;
    }

    @Override
    Map<String, Object> answer(String method, Map<String, String> asked) {
        return switch (method) {
            case "pdd.order.number.list.increment.get" -> changed(asked);
            case "pdd.order.basic.list.get" -> placed(asked);
            case "pdd.order.information.get" ->
                book().give(asked.getOrDefault("order_sn", ""))
                        .map(sale -> Json.object("order_info_get_response", Json.object("order_info", order(sale))))
                        .orElseGet(() -> wrong(50_002, "no such order"));
            case "pdd.refund.list.increment.get" -> refunded(asked);
            case "pdd.goods.quantity.update" -> stock(asked);
            default -> wrong(10_001, "no such type");
        };
    }

    private Map<String, Object> changed(Map<String, String> asked) {
        var from = moment(asked, "start_updated_at");
        var to = moment(asked, "end_updated_at");
        if (refuses(asked, from, to, CHANGED_MAX)) {
            return wrong(21_001, "a stretch or a page is too long");
        }
        var page = pages().changed(from, to, Pages.LAST_CHANGED_FIRST, page(asked), size(asked));
        return Json.object(
                "order_sn_increment_get_response",
                Json.object(
                        "order_sn_list",
                        page.sales().stream()
                                .map(sale ->
                                        Json.object("order_sn", sale.number(), "updated_at", china(sale.changedAt())))
                                .toList(),
                        "total_count",
                        page.total()));
    }

    private Map<String, Object> refunded(Map<String, String> asked) {
        var page = pages().refunded(
                        moment(asked, "start_updated_at"), moment(asked, "end_updated_at"), page(asked), size(asked));
        return Json.object(
                "refund_increment_get_response",
                Json.object(
                        "refund_list",
                        page.sales().stream()
                                .flatMap(sale -> sale.refund().map(it -> refund(sale, it)).stream())
                                .toList(),
                        "total_count",
                        page.total()));
    }

    private static Map<String, Object> refund(Sale sale, Sale.Refund refund) {
        return Json.object(
                "id",
                Long.parseLong(refund.id()),
                "order_sn",
                sale.number(),
                "after_sales_status",
                REFUNDED,
                "goods_id",
                goods(refund.piece().article()),
                "sku_id",
                Long.toString(sku(refund.piece().article())),
                "goods_number",
                Integer.toString(refund.piece().units()),
                "refund_amount",
                decimal(refund.amount()),
                "updated_time",
                china(refund.at()));
    }

    @Override
    Refunds refunds() {
        return Refunds.GOODS;
    }

    /** By the moment its group was complete. */
    private Map<String, Object> placed(Map<String, String> asked) {
        var from = moment(asked, "start_confirm_at");
        var to = moment(asked, "end_confirm_at");
        if (refuses(asked, from, to, PLACED_MAX)) {
            return wrong(21_001, "a stretch or a page is too long");
        }
        var page = pages().placed(from, to, Pages.LAST_PLACED_FIRST, page(asked), size(asked));
        return Json.object(
                "order_basic_list_get_response",
                Json.object(
                        "order_list",
                        page.sales().stream().map(Pinduoduo::basics).toList(),
                        "total_count",
                        page.total()));
    }

    private static boolean refuses(Map<String, String> asked, Instant from, Instant to, Duration most) {
        return Duration.between(from, to).compareTo(most) > 0
                || size(asked) > PAGE_MAX
                || page(asked) < 0
                || !asked.getOrDefault("order_status", "").equals("5")
                || !asked.getOrDefault("refund_status", "").equals("5");
    }

    private static Instant moment(Map<String, String> asked, String name) {
        return Instant.ofEpochSecond(Long.parseLong(asked.getOrDefault(name, "0")));
    }

    private static int page(Map<String, String> asked) {
        return Integer.parseInt(asked.getOrDefault("page", "1")) - 1;
    }

    private static int size(Map<String, String> asked) {
        return Integer.parseInt(asked.getOrDefault("page_size", "100"));
    }

    private static Map<String, Object> basics(Sale sale) {
        return Json.object(
                "order_sn",
                sale.number(),
                "order_status",
                1,
                "refund_status",
                1,
                "risk_control_status",
                0,
                "confirm_time",
                china(sale.placedAt()),
                "updated_at",
                china(sale.changedAt()),
                "pay_amount",
                yuan(sale.total()),
                "postage",
                yuan(sale.freight()));
    }

    private static Map<String, Object> order(Sale sale) {
        return Json.object(
                "order_sn",
                sale.number(),
                "order_status",
                1,
                "refund_status",
                1,
                "group_status",
                1,
                "risk_control_status",
                0,
                "created_time",
                china(sale.placedAt().minus(GROUP)),
                "pay_time",
                china(sale.placedAt().minus(GROUP)),
                "confirm_time",
                china(sale.placedAt()),
                "updated_at",
                china(sale.changedAt()),
                "pay_amount",
                yuan(sale.total()),
                "postage",
                yuan(sale.freight()),
                "platform_discount",
                0,
                "seller_discount",
                0,
                "receiver_name_mask",
                "李*",
                "receiver_phone_mask",
                "135****2210",
                "receiver_address_mask",
                "Example ****",
                "item_list",
                sale.pieces().stream().map(Pinduoduo::line).toList());
    }

    private static Map<String, Object> line(Sale.Piece piece) {
        return Json.object(
                "goods_id",
                goods(piece.article()),
                "sku_id",
                sku(piece.article()),
                "outer_id",
                piece.article().code(),
                "goods_name",
                piece.article().name(),
                "goods_spec",
                "1",
                "goods_count",
                piece.units(),
                "goods_price",
                yuan(piece.article().price()));
    }

    private static BigDecimal yuan(long fen) {
        return BigDecimal.valueOf(fen, 2);
    }

    private Map<String, Object> stock(Map<String, String> asked) {
        if (!asked.getOrDefault("update_type", "").equals("1")) {
            return wrong(50_003, "only figures are set here");
        }
        stock().told(
                        asked.getOrDefault("goods_id", "") + ":" + asked.getOrDefault("sku_id", ""),
                        Long.parseLong(asked.getOrDefault("quantity", "-1")));
        return Json.object("goods_quantity_update_response", Json.object("is_success", true));
    }

    private static Map<String, Object> wrong(int code, String text) {
        return new HashMap<>(Map.of("error_response", Json.object("error_code", code, "error_msg", text)));
    }

    @Override
    Reply error(int code, String text) {
        return Reply.json(200, wrong(code, text));
    }

    @Override
    Reply throttled() {
        return error(THROTTLED, "too many calls");
    }
}
