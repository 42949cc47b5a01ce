package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.check.GivenBack;
import dev.tributary.sandbox.check.SentOrder;
import dev.tributary.sandbox.foodmart.Basket;
import dev.tributary.sandbox.foodmart.Customer;
import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.Forms;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Signatures;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Meituan's instant retail: pushes paid orders of a store as signed forms, repeats what was not acknowledged, and pushes
 * the new state of what the shop has answered.
 */
final class MeituanPlatform {

    private static final String CONFIRMED = "4";
    private static final int REFUND_PERCENT = 8;
    private static final long FIRST_ORDER_ID = 27_000_000_000_000_000L;

    private final Desk desk;
    /** As they were pushed, until the shop has answered or nobody waits for it any more. */
    private final Map<String, Map<String, String>> unanswered = new ConcurrentHashMap<>();

    MeituanPlatform(Desk desk) {
        this.desk = desk;
        desk.meituanAnswers().listen(this::pushAnswered);
    }

    void sell(long index, Basket basket, Customer customer, SplittableRandom dice) throws InterruptedException {
        String number =
                Long.toString(FIRST_ORDER_ID + Long.parseLong(desk.run(), 36) % 1_000_000 * 100_000_000L + index);
        SentOrder order = desk.sent().send(new SentOrder(Channel.MEITUAN, number, basket, basket.total()));
        order.pay();
        String node = Chain.STORES.get(dice.nextInt(Chain.STORES.size()));
        Map<String, String> push = order(number, node, index, basket, customer);
        boolean cancelled = dice.nextInt(100) < 5;
        boolean cancelFirst = cancelled && dice.nextInt(4) == 0;
        String trouble = "";
        unanswered.put(number, push);
        desk.meituanAnswers().pushed(number, Micros.now());
        if (cancelFirst) {
            cancelledThere(number);
            desk.tally().outOfOrder().increment();
            trouble += deliver("cancel", cancel(number, node), dice);
        }
        trouble += deliver("order", push, dice);
        if (cancelled && !cancelFirst) {
            Thread.sleep(20 + dice.nextInt(100));
            cancelledThere(number);
            trouble += deliver("cancel", cancel(number, node), dice);
        }
        if (cancelled) {
            order.ends(SentOrder.Fate.CANCELLED);
        } else if (dice.nextInt(100) < REFUND_PERCENT) {
            trouble += refund(order, dice);
        }
        if (trouble.isEmpty()) {
            desk.sent().accepted(order, "");
        } else {
            desk.sent().odd(order, "Meituan order " + number + ": " + trouble);
        }
    }

    /** The shop agreed to take a unit less, on the platform. */
    private String refund(SentOrder order, SplittableRandom dice) throws InterruptedException {
        int index = order.itemOfSeveral();
        if (index < 0) {
            return "";
        }
        Basket.Item item = order.items()[index];
        order.giveBack(new GivenBack(index, 1, item.product().price(), "", false));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("order_id", order.number());
        fields.put("notify_type", "agree");
        fields.put("refund_id", order.number() + "1");
        fields.put("reason", "少送一件");
        fields.put("money", yuan(item.product().price()));
        fields.put(
                "food",
                Json.text(List.of(Json.object(
                        "app_food_code",
                        item.product().code(),
                        "sku_id",
                        item.product().meituanSkuId(),
                        "food_name",
                        item.product().name(),
                        "count",
                        1,
                        "refund_price",
                        BigDecimal.valueOf(item.product().price(), 2)))));
        return deliver("refund", fields, dice);
    }

    private void cancelledThere(String number) {
        unanswered.remove(number);
        desk.meituanAnswers().cancelledThere(number, Micros.now());
    }

    /** The shop's own answer comes back to it as a new state, as everything does. */
    private void pushAnswered(String number, boolean cancelled) {
        Map<String, String> order = unanswered.remove(number);
        if (order == null) {
            return;
        }
        try {
            Map<String, String> fields = new LinkedHashMap<>(order);
            fields.put("status", CONFIRMED);
            fields.put("utime", Long.toString(System.currentTimeMillis() / 1_000));
            String kind = cancelled ? "cancel" : "order";
            String trouble = acknowledged(
                    post(
                            kind,
                            cancelled ? cancel(number, order) : fields,
                            desk.secrets().meituanApp()),
                    kind);
            if (!trouble.isEmpty()) {
                desk.oddities().note("Meituan's new state of " + number + ": " + trouble);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> cancel(String number, Map<String, String> order) {
        return cancel(number, Chain.nodeOfMeituanStore(order.getOrDefault("app_poi_code", "")));
    }

    private String deliver(String kind, Map<String, String> fields, SplittableRandom dice) throws InterruptedException {
        String trouble = "";
        if (desk.faults().wrongSignature(dice)) {
            trouble += forge(kind, fields);
        }
        trouble += acknowledged(post(kind, fields, desk.secrets().meituanApp()), kind);
        if (desk.faults().duplicate(dice)) {
            desk.tally().duplicates().increment();
            trouble += acknowledged(post(kind, fields, desk.secrets().meituanApp()), kind);
        }
        return trouble;
    }

    private String forge(String kind, Map<String, String> fields) throws InterruptedException {
        Answer answer = post(kind, fields, "not the secret");
        if (answer.status() == 401) {
            desk.tally().wrongSignatures().increment();
            return "";
        }
        return "a wrong signature was answered with " + answer.status() + "; ";
    }

    private static String acknowledged(Answer answer, String kind) {
        boolean good = answer.status() == 200 && answer.text("data").orElse("").equals("ok");
        return good ? "" : "%s was answered with %d %s; ".formatted(kind, answer.status(), answer.body());
    }

    private Answer post(String kind, Map<String, String> fields, String secret) throws InterruptedException {
        URI door = desk.hub().resolve(desk.world().meituanDoor() + "/" + kind);
        Map<String, String> signed = new LinkedHashMap<>(fields);
        signed.put("app_id", Chain.MEITUAN_APP_ID);
        signed.put("timestamp", Long.toString(System.currentTimeMillis() / 1_000));
        signed.put("sig", Signatures.meituan(door.toString(), signed, secret));
        return desk.http()
                .send(
                        "POST",
                        door,
                        Map.of("Content-Type", "application/x-www-form-urlencoded;charset=utf-8"),
                        Forms.encode(signed));
    }

    private static Map<String, String> order(String number, String node, long index, Basket basket, Customer customer) {
        long now = System.currentTimeMillis() / 1_000;
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("order_id", number);
        fields.put("wm_order_id_view", number);
        fields.put("app_poi_code", Chain.meituanStore(node));
        fields.put("wm_poi_name", "百味超市 " + node);
        fields.put("recipient_name", customer.name());
        fields.put("recipient_phone", customer.phone());
        fields.put("recipient_address", customer.address());
        fields.put("shipping_fee", "0");
        fields.put("total", yuan(basket.total()));
        fields.put("original_price", yuan(basket.total()));
        fields.put("caution", "请尽快送达");
        fields.put("status", "2");
        fields.put("ctime", Long.toString(now));
        fields.put("utime", Long.toString(now));
        fields.put("delivery_time", "0");
        fields.put("pay_type", "2");
        fields.put("pick_type", "0");
        fields.put("day_seq", Long.toString(index % 10_000));
        fields.put("latitude", "31.2304");
        fields.put("longitude", "121.4737");
        fields.put("detail", Json.text(detail(basket)));
        fields.put("extras", "[]");
        return fields;
    }

    private static List<Object> detail(Basket basket) {
        List<Object> detail = new ArrayList<>();
        for (Basket.Item item : basket.items()) {
            detail.add(Json.object(
                    "app_food_code",
                    item.product().code(),
                    "food_name",
                    item.product().name(),
                    "sku_id",
                    item.product().meituanSkuId(),
                    "upc",
                    item.product().gtin(),
                    "quantity",
                    item.units(),
                    "price",
                    BigDecimal.valueOf(item.product().price(), 2),
                    "box_num",
                    0,
                    "box_price",
                    0,
                    "unit",
                    "件",
                    "food_discount",
                    1));
        }
        return detail;
    }

    private static Map<String, String> cancel(String number, String node) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("order_id", number);
        fields.put("app_poi_code", Chain.meituanStore(node));
        fields.put("reason_code", "2001");
        fields.put("reason", "用户取消");
        fields.put("deal_op_type", "1");
        return fields;
    }

    private static String yuan(long minorUnits) {
        return BigDecimal.valueOf(minorUnits, 2).toPlainString();
    }
}
