package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.OrderAnswers;
import dev.tributary.sandbox.check.StockBook;
import dev.tributary.sandbox.check.StockNews;
import dev.tributary.sandbox.foodmart.Product;
import dev.tributary.sandbox.wire.Call;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Reply;
import dev.tributary.sandbox.wire.Signatures;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;

/**
 * Meituan's open API, as far as stock and orders go: signed calls with up to 200 SKUs of one store, or about one order; a
 * budget per application and interface.
 */
final class MeituanApi {

    private static final int SKUS_A_CALL_MAX = 200;
    private static final long CLOCK_SECONDS_APART_MAX = 600;
    private static final int BAD_SIGNATURE = 703;
    private static final int THROTTLED = 711;
    private static final int STATE_CHANGED = 808;
    private static final Set<String> REASONS = Set.of("2007", "2009");
    private static final String SOLD_OUT = "2009";

    private final StockNews news;
    private final OrderAnswers answers;
    private final String secret;
    private final Faults faults;
    private final Budget stockBudget;
    private final Budget answerBudget;
    private final Map<String, Product> productsBySku = new HashMap<>();
    private final LongAdder calls = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final LongAdder wrong = new LongAdder();

    MeituanApi(
            StockNews news,
            OrderAnswers answers,
            List<Product> products,
            String secret,
            Faults faults,
            Budget stockBudget,
            Budget answerBudget) {
        this.news = news;
        this.answers = answers;
        this.secret = secret;
        this.faults = faults;
        this.stockBudget = stockBudget;
        this.answerBudget = answerBudget;
        products.forEach(product -> productsBySku.put(product.meituanSkuId(), product));
    }

    /** Meituan answers 200 whatever happens; what went wrong stands in {@code error}. */
    Reply answer(Call call) {
        long heardMicros = Micros.now();
        Map<String, String> fields = new HashMap<>(Forms.decode(new String(call.body(), StandardCharsets.UTF_8)));
        fields.putAll(Forms.decode(call.query()));
        String signature = fields.getOrDefault("sig", "");
        if (!Signatures.same(signature, Signatures.meituan(call.url(), fields, secret)) || !fresh(fields)) {
            wrong.increment();
            return error(BAD_SIGNATURE, "签名验证错误");
        }
        boolean order = call.path().contains("/order/");
        if (!(order ? answerBudget : stockBudget).take()) {
            throttled.increment();
            return error(THROTTLED, "接口流控");
        }
        if (faults.receiverError(ThreadLocalRandom.current().nextDouble())) {
            return Reply.empty(500);
        }
        String path = call.path();
        if (path.endsWith("/order/confirm")) {
            return answered(answers.confirm(fields.getOrDefault("order_id", ""), heardMicros));
        }
        if (path.endsWith("/order/cancel")) {
            return cancel(fields);
        }
        return path.endsWith("/retail/sku/stock") ? stock(fields, heardMicros) : wrong("未知接口");
    }

    private Reply cancel(Map<String, String> fields) {
        String reason = fields.getOrDefault("reason_code", "");
        if (!REASONS.contains(reason) || fields.getOrDefault("reason", "").isBlank()) {
            return wrong("取消原因错误");
        }
        return answered(answers.cancel(fields.getOrDefault("order_id", ""), reason.equals(SOLD_OUT)));
    }

    private Reply answered(OrderAnswers.Effect effect) {
        return switch (effect) {
            case TAKEN -> Reply.json(200, Json.object("data", "ok"));
            case STATE_CHANGED -> error(STATE_CHANGED, "订单状态已变更");
            case UNKNOWN_ORDER -> wrong("订单不存在");
        };
    }

    private static boolean fresh(Map<String, String> fields) {
        String timestamp = fields.getOrDefault("timestamp", "");
        return timestamp.matches("\\d{1,11}")
                && Math.abs(System.currentTimeMillis() / 1_000 - Long.parseLong(timestamp)) <= CLOCK_SECONDS_APART_MAX;
    }

    private Reply stock(Map<String, String> fields, long heardMicros) {
        String node = Chain.nodeOfMeituanStore(fields.getOrDefault("app_poi_code", ""));
        JsonNode foods = Json.read(fields.getOrDefault("food_data", "").getBytes(StandardCharsets.UTF_8));
        int skus = 0;
        for (JsonNode food : foods) {
            skus += food.path("skus").size();
        }
        if (!Chain.STORES.contains(node) || skus == 0 || skus > SKUS_A_CALL_MAX) {
            return wrong("门店或商品数量错误");
        }
        calls.increment();
        for (JsonNode food : foods) {
            for (JsonNode sku : food.path("skus")) {
                tell(node, sku, heardMicros);
            }
        }
        return Reply.json(200, Json.object("data", "ok"));
    }

    private void tell(String node, JsonNode sku, long heardMicros) {
        Product product = productsBySku.get(sku.path("sku_id").asString(""));
        String stock = sku.path("stock").asString("");
        if (product == null || !stock.matches("\\d{1,18}")) {
            wrong.increment();
        } else {
            news.told(StockBook.row(product.code(), node), Long.parseLong(stock), heardMicros);
        }
    }

    private Reply wrong(String message) {
        wrong.increment();
        return error(1_001, message);
    }

    private static Reply error(int code, String message) {
        return Reply.json(200, Json.object("data", "ng", "error", Json.object("code", code, "msg", message)));
    }

    Receivers.Heard heard() {
        return new Receivers.Heard(calls.sum(), throttled.sum(), wrong.sum());
    }
}
