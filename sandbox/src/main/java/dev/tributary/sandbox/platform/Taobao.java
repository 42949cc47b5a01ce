package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import java.util.HashMap;
import java.util.Map;

/** Trades named by a list that is read from its last page, given one by one; closed only before they are paid. */
final class Taobao extends Gateway {

    private static final int THROTTLED = 7;

    Taobao(Ground ground) {
        super("taobao", ground, Orders.NAMED, "method");
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiUrl",
                address() + "/router/rest",
                "appKey",
                "proof",
                "appSecret",
                secret(),
                "session",
                "proof-session",
                "callsPerSecond",
                50,
                "pullsPerSecond",
                50);
    }

    @Override
    String secret() {
        return "taobao-proof-secret";
    }

    /** Money that goes back is told by another list. */
    @Override
    boolean cancels(Sale sale) {
        return sale.state() == Sale.State.OPEN;
    }

    @Override
    Map<String, Object> answer(String method, Map<String, String> asked) {
        return switch (method) {
            case "taobao.trades.sold.increment.get" ->
                Json.object("trades_sold_increment_get_response", list(changed(asked)));
            case "taobao.trades.sold.get" -> Json.object("trades_sold_get_response", list(placed(asked)));
            case "taobao.trade.fullinfo.get" ->
                book().give(asked.getOrDefault("tid", ""))
                        .map(sale -> Json.object("trade_fullinfo_get_response", Json.object("trade", trade(sale))))
                        .orElseGet(() -> wrong(15, "isv.trade-not-exist"));
            case "taobao.refunds.receive.get" -> refunds(asked);
            case "taobao.item.quantity.update" -> stock(asked);
            default -> wrong(22, "isv.invalid-method");
        };
    }

    private Map<String, Object> refunds(Map<String, String> asked) {
        var page = pages().refunded(
                        ofChina(asked.getOrDefault("start_modified", "")),
                        ofChina(asked.getOrDefault("end_modified", "")),
                        number(asked),
                        size(asked));
        return Json.object(
                "refunds_receive_get_response",
                Json.object(
                        "refunds",
                        Json.object(
                                "refund",
                                page.sales().stream()
                                        .flatMap(sale -> sale.refund().map(it -> refund(sale, it)).stream())
                                        .toList()),
                        "total_results",
                        page.total()));
    }

    private static Map<String, Object> refund(Sale sale, Sale.Refund refund) {
        return Json.object(
                "refund_id",
                refund.id(),
                "tid",
                Long.parseLong(sale.number()),
                "num_iid",
                goods(refund.piece().article()),
                "sku",
                sku(refund.piece().article()) + "|颜色:白色",
                "num",
                refund.piece().units(),
                "refund_fee",
                decimal(refund.amount()),
                "status",
                "SUCCESS",
                "modified",
                china(refund.at()));
    }

    @Override
    Refunds refunds() {
        return Refunds.GOODS;
    }

    private Pages.Page changed(Map<String, String> asked) {
        return pages().changed(
                        ofChina(asked.getOrDefault("start_modified", "")),
                        ofChina(asked.getOrDefault("end_modified", "")),
                        Pages.LAST_CHANGED_FIRST,
                        number(asked),
                        size(asked));
    }

    private Pages.Page placed(Map<String, String> asked) {
        return pages().placed(
                        ofChina(asked.getOrDefault("start_created", "")),
                        ofChina(asked.getOrDefault("end_created", "")),
                        Pages.LAST_PLACED_FIRST,
                        number(asked),
                        size(asked));
    }

    private static int number(Map<String, String> asked) {
        return Integer.parseInt(asked.getOrDefault("page_no", "1")) - 1;
    }

    private static int size(Map<String, String> asked) {
        return Integer.parseInt(asked.getOrDefault("page_size", "40"));
    }

    private static Map<String, Object> list(Pages.Page page) {
        return Json.object(
                "trades",
                Json.object(
                        "trade",
                        page.sales().stream()
                                .map(sale -> Json.object(
                                        "tid",
                                        Long.parseLong(sale.number()),
                                        "status",
                                        status(sale),
                                        "payment",
                                        decimal(sale.total()),
                                        "modified",
                                        china(sale.changedAt())))
                                .toList()),
                "total_results",
                page.total());
    }

    private static String status(Sale sale) {
        return switch (sale.state()) {
            case OPEN -> "WAIT_BUYER_PAY";
            case PAID -> "WAIT_SELLER_SEND_GOODS";
            case CANCELLED -> "TRADE_CLOSED_BY_TAOBAO";
        };
    }

    private static Map<String, Object> trade(Sale sale) {
        return Json.object(
                "tid",
                Long.parseLong(sale.number()),
                "type",
                "fixed",
                "status",
                status(sale),
                "created",
                china(sale.placedAt()),
                "modified",
                china(sale.changedAt()),
                "payment",
                decimal(sale.total()),
                "post_fee",
                decimal(sale.freight()),
                "discount_fee",
                "0.00",
                "receiver_name",
                "李*",
                "receiver_mobile",
                "135****2210",
                "receiver_address",
                "Example ****",
                "orders",
                Json.object("order", sale.pieces().stream().map(Taobao::line).toList()));
    }

    private static Map<String, Object> line(Sale.Piece piece) {
        return Json.object(
                "num_iid",
                goods(piece.article()),
                "sku_id",
                sku(piece.article()),
                "outer_sku_id",
                piece.article().code(),
                "title",
                piece.article().name(),
                "num",
                piece.units(),
                "price",
                decimal(piece.article().price()),
                "divide_order_fee",
                decimal(piece.amount()));
    }

    private Map<String, Object> stock(Map<String, String> asked) {
        if (!asked.getOrDefault("type", "").equals("1")) {
            return wrong(41, "isv.only-figures-are-set-here");
        }
        stock().told(
                        asked.getOrDefault("num_iid", "") + ":" + asked.getOrDefault("sku_id", ""),
                        Long.parseLong(asked.getOrDefault("quantity", "-1")));
        return Json.object("item_quantity_update_response", Json.object("item", Json.object()));
    }

    private static Map<String, Object> wrong(int code, String text) {
        return new HashMap<>(Map.of("error_response", Json.object("code", code, "sub_code", text, "msg", text)));
    }

    @Override
    Reply error(int code, String text) {
        return Reply.json(200, wrong(code, text));
    }

    @Override
    Reply throttled() {
        return error(THROTTLED, "accesscontrol.limited-by-app-access-count");
    }
}
