package dev.tributary.bench.storm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Tills, the warehouse, the ERP, and those who only want to know. */
final class Store {

    private final Client client;

    Store(Client client) {
        this.client = client;
    }

    /** A sale; some come back, in parts and twice over, and some never were, which may be known before the sale is. */
    void till() throws InterruptedException {
        String place = client.any(client.stage.places());
        var items = new ArrayList<Wishes.Item>();
        for (String sku : client.some(client.stage.skus(), 1 + client.random.nextInt(2))) {
            items.add(new Wishes.Item(sku, client.units(), List.of(place)));
        }
        if (client.chance(15)) {
            goodsBack(place, "", place, items);
            return;
        }
        String sequence = client.name("t");
        var sale = client.wishes.sell(sequence, place, sequence, items);
        boolean voided = client.chance(20);
        if (voided && client.chance(40)) {
            client.ask(client.wishes.undo("v" + sequence, place, sequence));
        }
        var answer = client.ask(sale);
        if (answer == null || !answer.what().equals("placed")) {
            return;
        }
        if (client.chance(40)) {
            String at = client.chance(70) ? place : client.any(client.stage.places());
            goodsBack(at, sequence, place, client.some(items, 1));
        }
        if (voided) {
            client.ask(client.wishes.undo("v" + sequence, place, sequence));
        }
        if (client.chance(20)) {
            goodsBack(place, sequence, place, items);
        }
    }

    private void goodsBack(String place, String sale, String soldAt, List<Wishes.Item> items)
            throws InterruptedException {
        var back = items.stream()
                .map(item -> new Wishes.Item(item.sku(), 1 + client.random.nextInt((int) item.units()), List.of(place)))
                .toList();
        String sequence = client.name("r");
        client.ask(client.wishes.takeBack(sequence, place, sequence, sale, soldAt, back, client.chance(75)));
    }

    void warehouse() throws InterruptedException {
        var changes = new ArrayList<Wishes.Change>();
        int dice = client.random.nextInt(10);
        for (String row : client.some(client.stage.rows(), 1 + client.random.nextInt(3))) {
            if (dice < 6) {
                changes.add(new Wishes.Change("RECEIVE", row, 2 + client.random.nextInt(6)));
            } else if (dice < 8) {
                changes.add(new Wishes.Change("COUNT", row, client.random.nextInt(20)));
            } else if (dice < 9) {
                changes.add(new Wishes.Change(
                        "ADJUST", row, client.random.nextBoolean() ? client.units() : -client.units()));
            } else {
                changes.add(new Wishes.Change("SAFETY", row, client.random.nextInt(3)));
            }
        }
        client.ask(client.wishes.change(client.name("w"), changes));
    }

    void reader() throws InterruptedException {
        if (client.chance(70)) {
            client.ask(client.wishes.read(client.name("q"), client.any(client.stage.rows())));
        } else {
            client.ask(client.wishes.available(client.name("a")));
        }
    }

    /** Numbers of another book, told at once or late; now and then the earlier ones come after the later. */
    void erp(dev.tributary.bench.history.Recorder recorder) throws InterruptedException {
        var first = snapshot(recorder);
        if (client.chance(60)) {
            client.sleep(client.random.nextInt(1_500));
        }
        if (client.chance(30)) {
            var second = snapshot(recorder);
            client.ask(second);
        }
        client.ask(first);
    }

    private Wish snapshot(dev.tributary.bench.history.Recorder recorder) {
        var said = new LinkedHashMap<String, Long>();
        var rows = client.stage.rows();
        boolean full = client.chance(15);
        if (full) {
            String place = client.any(client.stage.places());
            rows = rows.stream().filter(row -> Wishes.place(row).equals(place)).toList();
        }
        for (String row : client.some(rows, full ? rows.size() - 1 : 1 + client.random.nextInt(4))) {
            said.put(row, (long) client.random.nextInt(25));
        }
        var asOf = java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        long behind = client.chance(40) ? 1 + client.random.nextInt(2_500_000) : 0;
        return client.wishes.snapshot(
                client.name("n"), full, new Wishes.Moment(asOf, recorder.at(asOf), recorder.now(), behind), said);
    }
}
