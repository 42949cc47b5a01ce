package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.check.GivenBack;
import dev.tributary.sandbox.check.SentOrder;
import dev.tributary.sandbox.foodmart.Basket;
import dev.tributary.sandbox.foodmart.Customer;
import dev.tributary.sandbox.own.PosLog;
import dev.tributary.sandbox.own.Receipt;
import dev.tributary.sandbox.own.TillSale;
import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.Json;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Three tills, one in each store: what they sold is gone, whatever the book says. */
final class Tills {

    private static final ZoneOffset SHOP_TIME = ZoneOffset.ofHours(8);
    private static final String CHANNEL = "tills";
    private static final int RETURN_PERCENT = 8;
    private static final int DAMAGED_PERCENT = 25;

    private final Desk desk;
    private final LocalDate businessDay = LocalDate.now(SHOP_TIME);

    Tills(Desk desk) {
        this.desk = desk;
    }

    static String store(SplittableRandom dice) {
        return Chain.STORES.get(dice.nextInt(Chain.STORES.size()));
    }

    Sale ring(long index, Basket basket, String node) {
        var receipt = new Receipt(node, Chain.till(node), desk.run() + "%07d".formatted(index), businessDay);
        return new Sale(new SentOrder(Channel.TILLS, receipt.number(), basket, basket.total()), receipt);
    }

    record Sale(SentOrder order, Receipt receipt) {

        private TillSale now() {
            return new TillSale(receipt, OffsetDateTime.now(SHOP_TIME), Items.of(order.items()));
        }
    }

    void sell(Sale sale, Customer customer, SplittableRandom dice) throws InterruptedException {
        begin(sale);
        Map<String, Object> body = body(sale, customer);
        Answer answer = desk.world().tills().post("/v1/till-sales", body);
        if (answer.status() == 201 || answer.status() == 200) {
            desk.sent().accepted(sale.order, answer.text("id").orElse(""));
            if (dice.nextInt(100) < RETURN_PERCENT) {
                takeBack(sale, dice);
            }
        } else {
            desk.sent()
                    .odd(
                            sale.order,
                            "till sale %s: %d %s".formatted(sale.receipt.sequence(), answer.status(), answer.body()));
        }
        if (desk.faults().duplicate(dice)) {
            Answer again = desk.world().tills().post("/v1/till-sales", body);
            if (again.status() == 200) {
                desk.tally().duplicates().increment();
            } else {
                desk.oddities().note("repeated till sale: %d %s".formatted(again.status(), again.body()));
            }
        }
    }

    /** The customer brings a unit back, whole or damaged, and gets the money for it. Told twice at times, as sales are. */
    private void takeBack(Sale sale, SplittableRandom dice) throws InterruptedException {
        int index = sale.order.itemOfSeveral();
        if (index < 0) {
            return;
        }
        Basket.Item item = sale.order.items()[index];
        boolean damaged = dice.nextInt(100) < DAMAGED_PERCENT;
        Receipt receipt = sale.receipt.with("R" + sale.receipt.sequence());
        sale.order.giveBack(new GivenBack(index, 1, item.product().price(), receipt.number(), !damaged));
        Map<String, Object> body = returned(sale, receipt, item, damaged ? "DAMAGED" : "RESTOCK");
        expect(desk.world().tills().post("/v1/till-returns", body), 201);
        if (desk.faults().duplicate(dice)) {
            desk.tally().duplicates().increment();
            expect(desk.world().tills().post("/v1/till-returns", body), 200);
        }
    }

    private void expect(Answer answer, int status) {
        if (answer.status() != status) {
            desk.oddities().note("till return: %d %s".formatted(answer.status(), answer.body()));
        }
    }

    private static Map<String, Object> returned(Sale sale, Receipt receipt, Basket.Item item, String disposition) {
        Map<String, Object> amount = Json.money(item.product().price());
        Map<String, Object> body = Json.object("channel", CHANNEL);
        body.putAll(receipt.body());
        body.put("returnedAt", OffsetDateTime.now(SHOP_TIME).toString());
        body.put("currency", "CNY");
        body.put("original", sale.receipt.body());
        body.put(
                "lines",
                List.of(Json.object(
                        "sku", item.product().code(), "units", 1, "disposition", disposition, "amount", amount)));
        body.put("tenders", List.of(Json.object("method", "CASH", "amount", amount)));
        return body;
    }

    /** A till that was off line hands in its journal: many sales in one POSLog. */
    void handIn(List<Sale> sales) throws InterruptedException {
        sales.forEach(this::begin);
        var log = new PosLog();
        sales.forEach(sale -> log.sold(sale.now()));
        Answer answer = desk.world().tills().postXml("/v1/till-logs?channel=" + CHANNEL, log.bytes());
        for (Sale sale : sales) {
            if (answer.status() == 202) {
                desk.sent().accepted(sale.order, "");
            } else {
                desk.sent().odd(sale.order, "POSLog: %d %s".formatted(answer.status(), answer.body()));
            }
        }
    }

    private void begin(Sale sale) {
        sale.order.pay();
        desk.sent().send(sale.order);
        desk.tillClock().sold(sale.order.number(), Micros.now());
    }

    private static Map<String, Object> body(Sale sale, Customer customer) {
        Map<String, Object> body = sale.now().body(CHANNEL);
        if (customer.id() % 3 == 0) {
            body.put("member", Json.object("phone", customer.phone()));
        }
        return body;
    }
}
