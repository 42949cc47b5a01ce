package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Paid orders of a store come as signed forms; the shop confirms them; stock goes out by store; no list. */
final class Meituan extends Platform {

    private static final String APP = "9001";
    private static final String STORE = "poi-1";
    private static final int BAD_SIGNATURE = 703;
    private static final int THROTTLED = 711;
    private static final int STATE_CHANGED = 808;

    Meituan(Ground ground) {
        super("meituan", ground, Orders.BROUGHT);
    }

    @Override
    Map<String, Object> account() {
        return Json.object(
                "appId",
                APP,
                "appSecret",
                secret(),
                "apiBaseUrl",
                address() + "/api/v1",
                "stores",
                Map.of(STORE, ground().node()),
                "callsPerSecond",
                20,
                "answersPerSecond",
                50);
    }

    @Override
    String secret() {
        return "meituan-proof-secret";
    }

    @Override
    String channelSku(Article article) {
        return "mt-" + article.index();
    }

    @Override
    String number(long index) {
        return Long.toString(27_000_000_000_000_000L + index);
    }

    @Override
    Sale.State first() {
        return Sale.State.PAID;
    }

    @Override
    Optional<Message> message(URI door, Sale sale, String delivery, String secret) {
        URI kind = URI.create(door + (sale.over() ? "/cancel" : "/order"));
        Map<String, String> form = sale.over() ? cancel(sale) : order(sale);
        form.put("app_id", APP);
        form.put("timestamp", Long.toString(ground().clock().instant().getEpochSecond()));
        form.put("sig", Signatures.meituan(kind.toString(), form, secret));
        return Optional.of(new Message(
                kind, Map.of("Content-Type", "application/x-www-form-urlencoded;charset=utf-8"), Forms.encode(form)));
    }

    private static Map<String, String> cancel(Sale sale) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("order_id", sale.number());
        form.put("app_poi_code", STORE);
        form.put("reason_code", "2001");
        form.put("reason", "用户取消");
        form.put("deal_op_type", "1");
        return form;
    }

    private Map<String, String> order(Sale sale) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("order_id", sale.number());
        form.put("wm_order_id_view", sale.number());
        form.put("app_poi_code", STORE);
        form.put("recipient_name", "李雷");
        form.put("recipient_phone", "13500002210");
        form.put("recipient_address", "Example Road 1");
        form.put("shipping_fee", decimal(sale.freight()));
        form.put("total", decimal(sale.total()));
        form.put("status", sale.confirmed() ? "4" : "2");
        form.put("ctime", Long.toString(sale.placedAt().getEpochSecond()));
        form.put("utime", Long.toString(sale.changedAt().getEpochSecond()));
        form.put("delivery_time", "0");
        form.put("pay_type", "2");
        form.put("detail", Json.text(sale.pieces().stream().map(this::line).toList()));
        form.put("extras", "[]");
        return form;
    }

    private Map<String, Object> line(Sale.Piece piece) {
        return Json.object(
                "app_food_code",
                piece.article().code(),
                "food_name",
                piece.article().name(),
                "sku_id",
                channelSku(piece.article()),
                "quantity",
                piece.units(),
                "price",
                BigDecimal.valueOf(piece.article().price(), 2),
                "box_num",
                0,
                "box_price",
                0);
    }

    @Override
    boolean acknowledges(int status, String body) {
        return status == 200
                && Json.read(body.getBytes(StandardCharsets.UTF_8))
                        .path("data")
                        .asString("")
                        .equals("ok");
    }

    @Override
    Reply throttled() {
        return error(THROTTLED, "接口流控");
    }

    @Override
    Reply answer(Call call) {
        Map<String, String> form = new HashMap<>(Forms.decode(new String(call.body(), StandardCharsets.UTF_8)));
        form.putAll(Forms.decode(call.query()));
        if (!Signatures.same(form.getOrDefault("sig", ""), Signatures.meituan(call.url(), form, secret()))) {
            return error(BAD_SIGNATURE, "签名验证错误");
        }
        if (call.path().endsWith("/order/confirm")) {
            return confirm(form.getOrDefault("order_id", "")) ? ok() : error(STATE_CHANGED, "订单状态已变更");
        }
        return call.path().endsWith("/retail/sku/stock") ? stock(form) : error(1_001, "未知接口");
    }

    private Reply stock(Map<String, String> form) {
        JsonNode foods = Json.read(form.getOrDefault("food_data", "").getBytes(StandardCharsets.UTF_8));
        if (!form.getOrDefault("app_poi_code", "").equals(STORE) || foods.isEmpty()) {
            return error(1_001, "门店或商品错误");
        }
        for (JsonNode food : foods) {
            for (JsonNode sku : food.path("skus")) {
                stock().told(
                                sku.path("sku_id").asString(""),
                                Long.parseLong(sku.path("stock").asString("-1")));
            }
        }
        return ok();
    }

    private static Reply ok() {
        return Reply.json(200, Json.object("data", "ok"));
    }

    private static Reply error(int code, String message) {
        return Reply.json(200, Json.object("data", "ng", "error", Json.object("code", code, "msg", message)));
    }
}
