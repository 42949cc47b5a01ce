package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A list by pages that shows whole orders, none before it is paid; what is asked comes as JSON within a form. */
final class Jd extends Gateway {

    private static final Duration STRETCH_MAX = Duration.ofDays(31);
    private static final int PAGE_MAX = 100;

    Jd(Ground ground) {
        super("jd", ground, Orders.LISTED, "method");
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

    /** Kind 1 of a date is the moment of placing, any other that of the last change; order 1 is from the newest on. */
    private Map<String, Object> list(JsonNode asked) {
        var from = ofChina(asked.path("start_date").asString(""));
        var to = ofChina(asked.path("end_date").asString(""));
        int number = asked.path("page").asInt(1) - 1;
        int size = asked.path("page_size").asInt(10);
        List<String> fields = List.of(asked.path("optional_fields").asString("").split(","));
        if (Duration.between(from, to).compareTo(STRETCH_MAX) > 0 || size > PAGE_MAX || !fields.contains("orderId")) {
            return result(false, 0, List.of());
        }
        boolean newestFirst = asked.path("sortType").asString("").equals("1");
        var page = asked.path("dateType").asString("").equals("1")
                ? pages().placed(from, to, newestFirst ? Pages.LAST_PLACED_FIRST : Pages.BY_PLACING, number, size)
                : pages().changed(from, to, newestFirst ? Pages.LAST_CHANGED_FIRST : Pages.BY_CHANGE, number, size);
        return result(
                true,
                page.total(),
                page.sales().stream().map(sale -> only(fields, order(sale))).toList());
    }

    private static Map<String, Object> result(boolean success, int total, List<Map<String, Object>> orders) {
        return Json.object(
                "apiResult",
                Json.object("success", success, "englishErrCode", success ? "" : "parameters", "chineseErrCode", ""),
                "orderTotal",
                total,
                "orderInfoList",
                orders);
    }

    /** Nothing is given that was not asked for by its name. */
    private static Map<String, Object> only(List<String> fields, Map<String, Object> order) {
        return order.entrySet().stream()
                .filter(member -> fields.contains(member.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
