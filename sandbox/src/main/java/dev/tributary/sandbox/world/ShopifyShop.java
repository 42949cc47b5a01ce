package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.check.GivenBack;
import dev.tributary.sandbox.check.SentOrder;
import dev.tributary.sandbox.foodmart.Basket;
import dev.tributary.sandbox.foodmart.Customer;
import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.Json;
import dev.tributary.sandbox.wire.Signatures;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** A Shopify shop: signed webhooks that come once, twice, late or in the wrong order, as Shopify's do. */
final class ShopifyShop {

    private static final long FIRST_ORDER_ID = 5_500_000_000_000L;
    private static final int REFUND_PERCENT = 8;
    private static final String WRONG_SIGNATURE = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final Desk desk;

    ShopifyShop(Desk desk) {
        this.desk = desk;
    }

    void sell(long index, Basket basket, Customer customer, SplittableRandom dice) throws InterruptedException {
        long id = FIRST_ORDER_ID + Long.parseLong(desk.run(), 36) % 1_000_000 * 10_000_000 + index;
        SentOrder order = desk.sent().send(new SentOrder(Channel.SHOPIFY, Long.toString(id), basket, basket.total()));
        desk.shopifyFulfilments().placed(order.number(), unitsByVariant(basket));
        Webhooks webhooks = new Webhooks(id, index, basket, customer, dice);
        int roll = dice.nextInt(100);
        if (roll < 50) {
            webhooks.create("paid");
            if (roll < REFUND_PERCENT) {
                webhooks.refund(order);
            }
        } else if (roll < 80) {
            webhooks.create("pending");
            webhooks.tell("orders/paid", 1, "paid", false);
        } else if (roll < 85) {
            webhooks.create("pending");
            webhooks.tell("orders/updated", 1, "pending", false);
            webhooks.tell("orders/paid", 2, "paid", false);
        } else if (roll < 89) {
            desk.tally().outOfOrder().increment();
            webhooks.tell("orders/paid", 1, "paid", false);
            webhooks.create("pending");
        } else if (roll < 94) {
            webhooks.create("paid");
            desk.shopifyFulfilments().cancelled(order.number());
            webhooks.tell("orders/cancelled", 1, "refunded", true);
        } else if (roll < 96) {
            desk.tally().outOfOrder().increment();
            desk.shopifyFulfilments().cancelled(order.number());
            webhooks.tell("orders/cancelled", 1, "voided", true);
            webhooks.create("pending");
        } else {
            webhooks.create("pending");
        }
        webhooks.settle(order, roll);
    }

    private static Map<String, Long> unitsByVariant(Basket basket) {
        Map<String, Long> units = new HashMap<>();
        for (Basket.Item item : basket.items()) {
            units.merge(item.product().variantId(), (long) item.units(), Long::sum);
        }
        return units;
    }

    /** The webhooks of one order. */
    private final class Webhooks {
        private final long id;
        private final long index;
        private final Basket basket;
        private final Customer customer;
        private final SplittableRandom dice;
        private final OffsetDateTime createdAt =
                OffsetDateTime.now(ZoneOffset.ofHours(8)).truncatedTo(ChronoUnit.SECONDS);
        private String trouble = "";

        Webhooks(long id, long index, Basket basket, Customer customer, SplittableRandom dice) {
            this.id = id;
            this.index = index;
            this.basket = basket;
            this.customer = customer;
            this.dice = dice;
        }

        void create(String financialStatus) throws InterruptedException {
            tell("orders/create", 0, financialStatus, false);
        }

        void tell(String topic, int secondsLater, String financialStatus, boolean cancelled)
                throws InterruptedException {
            var body = body(secondsLater, financialStatus, cancelled);
            desk.shopifyOrders().told(id, body);
            tell(topic, Json.bytes(body));
        }

        /** One unit less, and its money back. */
        void refund(SentOrder order) throws InterruptedException {
            int index = order.itemOfSeveral();
            if (index < 0) {
                return;
            }
            Basket.Item item = basket.items()[index];
            order.giveBack(new GivenBack(index, 1, item.product().price(), "", false));
            desk.shopifyFulfilments().refunded(order.number(), item.product().variantId(), 1);
            tell("refunds/create", Json.bytes(refund(index, item)));
        }

        private Map<String, Object> refund(int index, Basket.Item item) {
            return Json.object(
                    "id",
                    id * 10,
                    "order_id",
                    id,
                    "created_at",
                    OffsetDateTime.now(ZoneOffset.ofHours(8))
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString(),
                    "refund_line_items",
                    List.of(Json.object(
                            "quantity",
                            1,
                            "restock_type",
                            "cancel",
                            "line_item",
                            Json.object(
                                    "id",
                                    id * 100 + index,
                                    "variant_id",
                                    Long.parseLong(item.product().variantId()),
                                    "sku",
                                    item.product().code()))),
                    "transactions",
                    List.of(Json.object(
                            "kind",
                            "refund",
                            "status",
                            "success",
                            "gateway",
                            "shopify_payments",
                            "amount",
                            decimal(item.product().price()),
                            "currency",
                            "CNY")));
        }

        private void tell(String topic, byte[] body) throws InterruptedException {
            String webhookId = UUID.randomUUID().toString();
            if (desk.faults().wrongSignature(dice)) {
                forge(topic, body, webhookId);
            }
            deliver(topic, body, webhookId);
            if (desk.faults().duplicate(dice)) {
                desk.tally().duplicates().increment();
                deliver(topic, body, webhookId);
            }
        }

        private void forge(String topic, byte[] body, String webhookId) throws InterruptedException {
            Answer answer = post(topic, body, webhookId, WRONG_SIGNATURE);
            if (answer.status() == 401) {
                desk.tally().wrongSignatures().increment();
            } else {
                trouble = "a wrong signature was answered with " + answer.status();
            }
        }

        private void deliver(String topic, byte[] body, String webhookId) throws InterruptedException {
            Answer answer = post(
                    topic,
                    body,
                    webhookId,
                    Signatures.shopify(body, desk.secrets().shopifyWebhook()));
            if (answer.status() != 200) {
                trouble = "%s was answered with %d %s".formatted(topic, answer.status(), answer.body());
            }
        }

        private Answer post(String topic, byte[] body, String webhookId, String signature) throws InterruptedException {
            Map<String, String> headers = new HashMap<>();
            headers.put("Content-Type", "application/json");
            headers.put("X-Shopify-Topic", topic);
            headers.put("X-Shopify-Hmac-Sha256", signature);
            headers.put("X-Shopify-Shop-Domain", Chain.SHOP_DOMAIN);
            headers.put("X-Shopify-API-Version", "2026-04");
            headers.put("X-Shopify-Webhook-Id", webhookId);
            return desk.http().send("POST", desk.hub().resolve(desk.world().shopifyDoor()), headers, body);
        }

        private Map<String, Object> body(int secondsLater, String financialStatus, boolean cancelled) {
            OffsetDateTime updatedAt = createdAt.plusSeconds(secondsLater);
            Map<String, Object> body = Json.object(
                    "id",
                    id,
                    "admin_graphql_api_id",
                    "gid://shopify/Order/" + id,
                    "name",
                    "#" + (10_000 + index),
                    "order_number",
                    10_000 + index,
                    "created_at",
                    createdAt.toString(),
                    "updated_at",
                    updatedAt.toString(),
                    "processed_at",
                    createdAt.toString(),
                    "financial_status",
                    financialStatus,
                    "fulfillment_status",
                    null,
                    "cancelled_at",
                    cancelled ? updatedAt.toString() : null,
                    "cancel_reason",
                    cancelled ? "customer" : null,
                    "currency",
                    "CNY");
            body.putAll(money());
            body.put("line_items", lineItems());
            body.put("customer", Json.object("id", 7_000_000_000L + customer.id(), "phone", customer.phone()));
            body.put("shipping_address", address());
            return body;
        }

        private Map<String, Object> money() {
            String total = decimal(basket.total());
            return Json.object(
                    "total_price",
                    total,
                    "subtotal_price",
                    total,
                    "total_line_items_price",
                    total,
                    "total_tax",
                    "0.00",
                    "total_discounts",
                    "0.00",
                    "taxes_included",
                    true,
                    "shipping_lines",
                    List.of());
        }

        private List<Object> lineItems() {
            List<Object> lines = new ArrayList<>();
            for (Basket.Item item : basket.items()) {
                lines.add(Json.object(
                        "id",
                        id * 100 + lines.size(),
                        "variant_id",
                        Long.parseLong(item.product().variantId()),
                        "sku",
                        item.product().code(),
                        "title",
                        item.product().name(),
                        "quantity",
                        item.units(),
                        "price",
                        decimal(item.product().price()),
                        "total_discount",
                        "0.00",
                        "discount_allocations",
                        List.of()));
            }
            return lines;
        }

        private Map<String, Object> address() {
            return Json.object(
                    "name",
                    customer.name(),
                    "address1",
                    customer.address(),
                    "phone",
                    customer.phone(),
                    "province_code",
                    customer.regionCode(),
                    "country_code",
                    customer.country());
        }

        void settle(SentOrder order, int roll) {
            if (roll < 94) {
                order.pay();
            }
            if (roll >= 89 && roll < 96) {
                order.ends(SentOrder.Fate.CANCELLED);
            }
            if (trouble.isEmpty()) {
                desk.sent().accepted(order, "");
            } else {
                desk.sent().odd(order, "Shopify order " + id + ": " + trouble);
            }
        }
    }

    private static String decimal(long minorUnits) {
        return BigDecimal.valueOf(minorUnits, 2).toPlainString();
    }
}
