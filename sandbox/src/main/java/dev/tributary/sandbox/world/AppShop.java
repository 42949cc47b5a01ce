package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.check.SentOrder;
import dev.tributary.sandbox.foodmart.Basket;
import dev.tributary.sandbox.foodmart.Customer;
import dev.tributary.sandbox.own.AppRequest;
import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.HubClient;
import dev.tributary.sandbox.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/** The merchant's own app or mini-program: requests, which may be refused; paid at once, later or never. */
final class AppShop {

    /** Off every tenth basket that is worth more: nothing is sold for nothing. */
    private static final long COUPON = 300;

    private final Desk desk;
    private final Channel channel;
    private final HubClient client;

    AppShop(Desk desk, Channel channel, HubClient client) {
        this.desk = desk;
        this.channel = channel;
        this.client = client;
    }

    /** @param mayExpire false when the run would end before an unpaid hold of the mini-program does */
    void sell(long index, Basket basket, Customer customer, SplittableRandom dice, boolean mayExpire)
            throws InterruptedException {
        Story story = Story.of(channel, dice, mayExpire);
        Draft draft = draft(index, basket, customer, dice, story == Story.PAID_AT_ONCE);
        SentOrder order = desk.sent().send(draft.order);
        place(draft);
        if (desk.faults().duplicate(dice)) {
            repeat(draft, dice);
        }
        if (order.reception() == SentOrder.Reception.ACCEPTED) {
            goOn(order, story, dice);
        }
    }

    /** Several baskets in one call, one result each. */
    void sellInOneCall(List<Draft> drafts) throws InterruptedException {
        drafts.forEach(draft -> desk.sent().send(draft.order));
        Answer answer = client.post(
                "/v1/orders:batch",
                Json.object("orders", drafts.stream().map(draft -> draft.body).toList()));
        JsonNode results = answer.body().path("results");
        for (int i = 0; i < drafts.size(); i++) {
            JsonNode result = results.path(i);
            boolean good = answer.good();
            JsonNode body = result.has("order") ? result.path("order") : result.path("problem");
            settle(drafts.get(i), new Answer(good ? result.path("status").asInt(0) : answer.status(), body, false));
        }
    }

    Draft draft(long index, Basket basket, Customer customer, SplittableRandom dice, boolean paid) {
        String number = (channel == Channel.APP ? "A" : "M") + desk.run() + "-" + index;
        long goods = basket.total();
        long discount = dice.nextInt(10) == 0 && goods > COUPON ? COUPON : 0;
        long freight = dice.nextInt(4) == 0 ? 600 : 0;
        SentOrder order = new SentOrder(channel, number, basket, goods - discount + freight);
        var buyer = new AppRequest.Buyer(
                customer.name(), customer.phone(), customer.country(), customer.regionCode(), customer.address());
        Map<String, Object> body = AppRequest.place(number, buyer, Items.of(basket.items()), freight, order.total())
                .body();
        body.put("risk", Json.object("deviceId", "d-" + customer.id(), "cardAgeDays", customer.id() % 900));
        if (discount > 0) {
            body.put(
                    "discounts",
                    List.of(Json.object("bearer", "MERCHANT", "amount", Json.money(discount), "reason", "coupon 3")));
        }
        if (paid) {
            body.put("payment", AppRequest.payment(order.number(), order.total(), Instant.now()));
            order.pay();
        }
        return new Draft(order, body);
    }

    record Draft(SentOrder order, Map<String, Object> body) {}

    private void place(Draft draft) throws InterruptedException {
        settle(draft, client.post("/v1/orders", draft.body));
    }

    private void settle(Draft draft, Answer answer) {
        // A broken connection makes us send twice; the second answer is then a replay of the first, or its refusal.
        if (answer.status() == 201 || answer.status() == 200) {
            desk.sent().accepted(draft.order, answer.text("id").orElse(""));
        } else if (answer.status() == 422 && answer.problem().equals("insufficient-stock")) {
            desk.sent().refused(draft.order);
        } else {
            desk.sent()
                    .odd(
                            draft.order,
                            "order %s: %d %s".formatted(draft.order.number(), answer.status(), answer.body()));
        }
    }

    /** The same again must have no second effect; other content under the same number must be turned down. */
    private void repeat(Draft draft, SplittableRandom dice) throws InterruptedException {
        SentOrder order = draft.order;
        boolean accepted = order.reception() == SentOrder.Reception.ACCEPTED;
        if (dice.nextBoolean()) {
            Answer again = client.post("/v1/orders", draft.body);
            boolean right = accepted
                    ? again.status() == 200
                            && again.replayed()
                            && again.text("id").orElse("").equals(order.hubId())
                    : again.status() == 422 && again.problem().equals("insufficient-stock");
            expect(
                    right,
                    "repeated order " + order.number(),
                    again,
                    desk.tally().repeated());
        } else {
            Map<String, Object> other = new java.util.LinkedHashMap<>(draft.body);
            other.put("remark", "other content");
            Answer again = client.post("/v1/orders", other);
            boolean right = again.status() == 422 && again.problem().equals("reused-key");
            expect(
                    right,
                    "other content for " + order.number(),
                    again,
                    desk.tally().reusedKeys());
        }
    }

    private void goOn(SentOrder order, Story story, SplittableRandom dice) throws InterruptedException {
        switch (story) {
            case PAID_AT_ONCE, LEFT_UNPAID -> {}
            case LEFT_TO_EXPIRE -> order.ends(SentOrder.Fate.LEFT_TO_EXPIRE);
            case PAID_LATER -> {
                think(dice);
                pay(order);
            }
            case CANCELLED_UNPAID -> {
                think(dice);
                cancel(order);
            }
            case CANCELLED_PAID -> {
                pay(order);
                cancel(order);
            }
        }
    }

    private void pay(SentOrder order) throws InterruptedException {
        order.pay();
        Answer answer = send(AppRequest.pay(order.hubId(), order.number(), order.total(), Instant.now()));
        if (!answer.good()) {
            desk.oddities().note("pay %s: %d %s".formatted(order.number(), answer.status(), answer.body()));
        }
    }

    private void cancel(SentOrder order) throws InterruptedException {
        Answer answer = send(AppRequest.cancel(order.hubId(), order.number()));
        if (answer.good()) {
            order.ends(SentOrder.Fate.CANCELLED);
        } else if (answer.status() == 409) {
            desk.tally().lateCancels().increment();
        } else {
            desk.oddities().note("cancel %s: %d %s".formatted(order.number(), answer.status(), answer.body()));
        }
    }

    private Answer send(AppRequest request) throws InterruptedException {
        return client.post(request.path(), request.key(), request.body());
    }

    private void expect(boolean right, String what, Answer answer, java.util.concurrent.atomic.LongAdder tally) {
        if (right) {
            tally.increment();
        } else {
            desk.oddities()
                    .note("%s: %d replayed %s %s".formatted(what, answer.status(), answer.replayed(), answer.body()));
        }
    }

    /** A person hesitates. */
    private static void think(SplittableRandom dice) throws InterruptedException {
        Thread.sleep(50 + dice.nextInt(400));
    }

    private enum Story {
        PAID_AT_ONCE,
        PAID_LATER,
        CANCELLED_UNPAID,
        CANCELLED_PAID,
        LEFT_UNPAID,
        LEFT_TO_EXPIRE;

        static Story of(Channel channel, SplittableRandom dice, boolean mayExpire) {
            int roll = dice.nextInt(100);
            if (roll < 55) {
                return PAID_AT_ONCE;
            }
            if (roll < 83) {
                return PAID_LATER;
            }
            if (roll < 91) {
                return CANCELLED_UNPAID;
            }
            if (roll < 94) {
                return CANCELLED_PAID;
            }
            if (channel == Channel.APP) {
                return LEFT_UNPAID;
            }
            return mayExpire ? LEFT_TO_EXPIRE : PAID_AT_ONCE;
        }
    }
}
