package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A list by pages that shows whole orders, none before it is paid; what is asked comes as JSON within a form. */
final class Jd extends Gateway {

    Jd(Ground ground) {
        super("jd", ground, "method");
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiUrl",
                address() + "/routerjson",
                "appKey",
                "proof",
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
        return "jd-proof-secret";
    }

    @Override
    String channelSku(Article article) {
        return Long.toString(sku(article));
    }

    @Override
    boolean names() {
        return false;
    }

    @Override
    Sale.State first() {
        return Sale.State.PAID;
    }

    @Override
    Map<String, Object> answer(String method, Map<String, String> form) {
        JsonNode asked = Json.read(form.getOrDefault("360buy_param_json", "").getBytes(StandardCharsets.UTF_8));
        return switch (method) {
            case "jingdong.pop.order.search" ->
                Json.object(
                        "jingdong_pop_order_search_responce",
                        Json.object("code", "0", "searchorderinfo_result", list(asked)));
            case "jingdong.stock.write.updateSkuStock" -> {
                stock().told(
                                asked.path("skuId").asString(""),
                                asked.path("stockNum").asLong(-1));
                yield Json.object("jingdong_stock_write_updateSkuStock_responce", Json.object("code", "0"));
            }
            default -> wrong(10, "unknown method");
        };
    }

    /** Kind 1 of a date is the moment of the last change, kind 0 that of placing; order 1 is from the newest on. */
    private Map<String, Object> list(JsonNode asked) {
        var from = ofChina(asked.path("start_date").asString(""));
        var to = ofChina(asked.path("end_date").asString(""));
        int number = asked.path("page").asInt(1) - 1;
        int size = asked.path("page_size").asInt(10);
        boolean newestFirst = asked.path("sortType").asString("").equals("1");
        var page = asked.path("dateType").asString("").equals("1")
                ? pages().changed(from, to, newestFirst ? Pages.LAST_CHANGED_FIRST : Pages.BY_CHANGE, number, size)
                : pages().placed(from, to, newestFirst ? Pages.LAST_PLACED_FIRST : Pages.BY_PLACING, number, size);
        return Json.object(
                "apiResult",
                Json.object("success", true, "englishErrCode", "", "chineseErrCode", ""),
                "orderTotal",
                page.total(),
                "orderInfoList",
                page.sales().stream().map(Jd::order).toList());
    }

    private static Map<String, Object> order(Sale sale) {
        return Json.object(
                "orderId",
                sale.number(),
                "orderState",
                sale.over() ? "TRADE_CANCELED" : "WAIT_SELLER_STOCK_OUT",
                "payType",
                "4-在线支付",
                "orderTotalPrice",
                decimal(sale.total() - sale.freight()),
                "orderSellerPrice",
                decimal(sale.total() - sale.freight()),
                "orderPayment",
                decimal(sale.total()),
                "freightPrice",
                decimal(sale.freight()),
                "sellerDiscount",
                "0.00",
                "orderStartTime",
                china(sale.placedAt()),
                "paymentConfirmTime",
                china(sale.placedAt()),
                "modified",
                china(sale.changedAt()),
                "consigneeInfo",
                Json.object("fullname", "李*", "mobile", "135****2210", "fullAddress", "Example ****"),
                "itemInfoList",
                sale.pieces().stream().map(Jd::line).toList());
    }

    private static Map<String, Object> line(Sale.Piece piece) {
        return Json.object(
                "skuId",
                Long.toString(sku(piece.article())),
                "outerSkuId",
                piece.article().code(),
                "skuName",
                piece.article().name(),
                "jdPrice",
                decimal(piece.article().price()),
                "itemTotal",
                Integer.toString(piece.units()));
    }

    private static Map<String, Object> wrong(int code, String text) {
        return Json.object("error_response", Json.object("code", code, "zh_desc", text, "en_desc", text));
    }

    @Override
    Reply error(int code, String text) {
        return Reply.json(200, wrong(code, text));
    }
}
