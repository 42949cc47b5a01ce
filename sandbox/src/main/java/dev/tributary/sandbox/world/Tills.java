package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.check.GivenBack;
import dev.tributary.sandbox.check.SentOrder;
import dev.tributary.sandbox.foodmart.Basket;
import dev.tributary.sandbox.foodmart.Customer;
import dev.tributary.sandbox.wire.Answer;
import dev.tributary.sandbox.wire.Json;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Three tills, one in each store: what they sold is gone, whatever the book says. */
final class Tills {

    private static final ZoneOffset SHOP_TIME = ZoneOffset.ofHours(8);
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
        String sequence = desk.run() + "%07d".formatted(index);
        String number = String.join("/", node, Chain.till(node), sequence, businessDay.toString());
        return new Sale(new SentOrder(Channel.TILLS, number, basket, basket.total()), node, sequence);
    }

    /** @param sequence the till's own running number */
    record Sale(SentOrder order, String node, String sequence) {}

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
            desk.sent().odd(sale.order, "till sale %s: %d %s".formatted(sale.sequence, answer.status(), answer.body()));
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
        String sequence = "R" + sale.sequence;
        String receipt = String.join("/", sale.node, Chain.till(sale.node), sequence, businessDay.toString());
        sale.order.giveBack(new GivenBack(index, 1, item.product().price(), receipt, !damaged));
        Map<String, Object> body = returned(sale, sequence, item, damaged ? "DAMAGED" : "RESTOCK");
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

    private Map<String, Object> returned(Sale sale, String sequence, Basket.Item item, String disposition) {
        Map<String, Object> amount = Json.money(item.product().price());
        return Json.object(
                "channel",
                "tills",
                "node",
                sale.node,
                "till",
                Chain.till(sale.node),
                "sequence",
                sequence,
                "businessDay",
                businessDay.toString(),
                "returnedAt",
                OffsetDateTime.now(SHOP_TIME).toString(),
                "currency",
                "CNY",
                "original",
                Json.object(
                        "node",
                        sale.node,
                        "till",
                        Chain.till(sale.node),
                        "sequence",
                        sale.sequence,
                        "businessDay",
                        businessDay.toString()),
                "lines",
                List.of(Json.object(
                        "sku", item.product().code(), "units", 1, "disposition", disposition, "amount", amount)),
                "tenders",
                List.of(Json.object("method", "CASH", "amount", amount)));
    }

    /** A till that was off line hands in its journal: many sales in one POSLog. */
    void handIn(List<Sale> sales) throws InterruptedException {
        sales.forEach(this::begin);
        byte[] log = PosLog.xml(sales, businessDay, OffsetDateTime.now(SHOP_TIME));
        Answer answer = desk.world().tills().postXml("/v1/till-logs?channel=tills", log);
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

    private Map<String, Object> body(Sale sale, Customer customer) {
        List<Object> lines = new ArrayList<>();
        for (Basket.Item item : sale.order.items()) {
            lines.add(Json.object(
                    "sku",
                    item.product().code(),
                    "units",
                    item.units(),
                    "unitPrice",
                    Json.money(item.product().price())));
        }
        Map<String, Object> total = Json.money(sale.order.total());
        Map<String, Object> body = Json.object(
                "channel",
                "tills",
                "node",
                sale.node,
                "till",
                Chain.till(sale.node),
                "sequence",
                sale.sequence,
                "businessDay",
                businessDay.toString(),
                "soldAt",
                OffsetDateTime.now(SHOP_TIME).toString(),
                "currency",
                "CNY",
                "lines",
                lines,
                "total",
                total,
                "tenders",
                List.of(Json.object("method", "CASH", "amount", total)));
        if (customer.id() % 3 == 0) {
            body.put("member", Json.object("phone", customer.phone()));
        }
        return body;
    }
}
