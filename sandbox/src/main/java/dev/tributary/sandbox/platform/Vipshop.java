package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** It brings nothing: a list of heads, read from its last page, and the goods of each order by a call of their own. */
final class Vipshop extends Platform {

    private static final String APP = "proof-vip";
    private static final String TOKEN = "proof-vip-token";
    private static final int BY_PLACING = 1;
    private static final int PAGE_MAX = 200;

    Vipshop(Ground ground) {
        super("vipshop", ground, Orders.NAMED);
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "apiUrl",
                address() + "/",
                "appKey",
                APP,
                "appSecret",
                secret(),
                "accessToken",
                TOKEN,
                "callsPerSecond",
                50,
                "pullsPerSecond",
                50);
    }

    @Override
    String secret() {
        return "vipshop-proof-secret";
    }

    @Override
    String channelSku(Article article) {
        return Long.toString(940_000_000L + article.index());
    }

    @Override
    String number(long index) {
        return Long.toString(23_112_300_000_000L + index);
    }

    /** Orders come to the shop once they are paid. */
    @Override
    Sale.State first() {
        return Sale.State.PAID;
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        return Optional.empty();
    }

    @Override
    Reply answer(Call call) {
        Map<String, String> query = new HashMap<>(Forms.decode(call.query()));
        String signed = new TreeMap<>(query)
                .entrySet().stream()
                        .filter(it -> !it.getKey().equals("sign"))
                        .map(it -> it.getKey() + it.getValue())
                        .collect(Collectors.joining());
        String text = signed + new String(call.body(), StandardCharsets.UTF_8);
        if (!Signatures.same(query.getOrDefault("sign", ""), Signatures.hmacMd5UpperHex(secret(), text))
                || !query.getOrDefault("accessToken", "").equals(TOKEN)) {
            return refused("vipapis.sign-error");
        }
        JsonNode asked = Json.read(call.body());
        return switch (query.getOrDefault("method", "")) {
            case "getOrders" -> orders(asked.path("request"));
            case "getOrderDetail" ->
                book().give(asked.path("order_ids").path(0).asString(""))
                        .map(sale -> said(List.of(goods(sale))))
                        .orElseGet(() -> said(List.of()));
            case "updateSkuStock" -> stock(asked.path("updateSkuStockRequest"));
            default -> refused("vipapis.method-not-found");
        };
    }

    private Reply orders(JsonNode asked) {
        if (asked.has("order_ids")) {
            List<Sale> named = book().give(asked.path("order_ids").path(0).asString("")).stream()
                    .toList();
            return said(listed(named, named.size()));
        }
        var from = Gateway.ofChina(asked.path("query_start_time").asString(""));
        var to = Gateway.ofChina(asked.path("query_end_time").asString(""));
        int number = asked.path("page").asInt(1) - 1;
        int size = asked.path("limit").asInt(50);
        if (size > PAGE_MAX || number < 0) {
            return refused("vipapis.invalid-parameter");
        }
        var page = asked.path("date_type").asInt(2) == BY_PLACING
                ? pages().placed(from, to, Pages.LAST_PLACED_FIRST, number, size)
                : pages().changed(from, to, Pages.LAST_CHANGED_FIRST, number, size);
        return said(listed(page.sales(), page.total()));
    }

    private static Map<String, Object> listed(List<Sale> sales, int total) {
        return Json.object(
                "total", total, "orders", sales.stream().map(Vipshop::head).toList());
    }

    private static Map<String, Object> head(Sale sale) {
        return Json.object(
                "order_id",
                sale.number(),
                "status",
                sale.over() ? "97" : "10",
                "created",
                Gateway.china(sale.placedAt()),
                "total_fee",
                decimal(sale.total() - sale.freight()),
                "post_fee",
                decimal(sale.freight()),
                "discount_fee",
                "0.00",
                "receiver_name",
                "李*",
                "receiver_mobile",
                "135****2210",
                "receiver_state",
                "广东省",
                "receiver_city",
                "广州市",
                "receiver_address",
                "Example ****");
    }

    private Map<String, Object> goods(Sale sale) {
        return Json.object(
                "order_id",
                sale.number(),
                "order_products",
                sale.pieces().stream()
                        .map(piece -> Json.object(
                                "sku_id",
                                channelSku(piece.article()),
                                "outer_sku_id",
                                piece.article().code(),
                                "title",
                                piece.article().name(),
                                "num",
                                Integer.toString(piece.units()),
                                "price",
                                decimal(piece.article().price()),
                                "goods_line_money",
                                decimal(piece.amount())))
                        .toList());
    }

    private Reply stock(JsonNode asked) {
        if (asked.path("sku_id").asString("").isEmpty()
                || !asked.path("quantity").isIntegralNumber()) {
            return refused("vipapis.invalid-parameter");
        }
        stock().told(asked.path("sku_id").asString(""), asked.path("quantity").longValue());
        return said(Json.object("success", true, "over_sell_quantity", 0));
    }

    private static Reply said(Object result) {
        return Reply.json(200, Json.object("returnCode", "0", "result", result));
    }

    private static Reply refused(String code) {
        return Reply.json(200, Json.object("returnCode", code, "returnMessage", code));
    }

    @Override
    Reply throttled() {
        return refused("vipapis.call-limited");
    }
}
