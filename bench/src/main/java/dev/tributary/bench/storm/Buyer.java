package dev.tributary.bench.storm;

import dev.tributary.bench.history.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders, and does with the order what people do. */
final class Buyer {

    private final Client client;

    Buyer(Client client) {
        this.client = client;
    }

    /** @param items with the places they were promised at, null for those that wait */
    private record Order(String number, String id, List<Wishes.Item> items, List<@Nullable String> places) {
        long units() {
            return items.stream().mapToLong(Wishes.Item::units).sum();
        }
    }

    void flow() throws InterruptedException {
        boolean flash = client.chance(25);
        var items = new ArrayList<Wishes.Item>();
        for (String sku : client.some(client.stage.skus(), client.chance(55) ? 1 : 2 + client.random.nextInt(2))) {
            var places = client.chance(25) ? List.of(client.any(client.stage.places())) : client.stage.places();
            items.add(new Wishes.Item(sku, client.units(), places));
        }
        long units = items.stream().mapToLong(Wishes.Item::units).sum();
        long pay = client.chance(12) ? units : 0;
        boolean shared = items.stream().anyMatch(item -> item.sku().equals(client.stage.shared()));
        boolean all = shared || client.chance(70);
        String number = client.name("o");
        var answer = client.ask(client.wishes.take(number, flash ? "flash" : "app", all, items, pay));
        if (answer != null && answer.what().equals("placed")) {
            afterwards(order(number, items, answer), flash, pay > 0);
        }
    }

    private static Order order(String number, List<Wishes.Item> items, Line answer) {
        var places = new ArrayList<@Nullable String>();
        for (String line : answer.fields().getOrDefault("lines", "").split(",")) {
            int at = line.indexOf('@');
            places.add(at < 0 ? null : line.substring(at + 1));
        }
        return new Order(number, answer.fields().getOrDefault("order", ""), items, places);
    }

    private void afterwards(Order order, boolean flash, boolean paid) throws InterruptedException {
        if (flash) {
            if (client.chance(40)) {
                pause(client.stage.holdMillis() - 500, client.stage.holdMillis() + 1_500);
                pay(order, order.units());
            }
            look(order);
            return;
        }
        switch (client.random.nextInt(10)) {
            case 0, 1, 2 -> cancel(order);
            case 3 -> {
                edit(order);
                look(order);
            }
            case 4, 5, 6 -> {
                if (!paid) {
                    pay(order, client.chance(80) ? order.units() : 1);
                }
                ship(order);
                if (client.chance(30)) {
                    cancel(order);
                }
                look(order);
            }
            case 7 -> {
                ship(order);
                edit(order);
            }
            case 8 -> {
                pay(order, order.units());
                cancel(order);
                look(order);
            }
            default -> {
                pause(0, 1_500);
                cancel(order);
            }
        }
    }

    private void pay(Order order, long amount) throws InterruptedException {
        client.ask(client.wishes.pay(client.name("p"), order.number(), order.id(), amount));
    }

    private void cancel(Order order) throws InterruptedException {
        client.ask(client.wishes.cancel(client.name("c"), order.number(), order.id()));
    }

    /** Of an order of which nothing waits. */
    private void edit(Order order) throws InterruptedException {
        if (order.places().contains(null)) {
            return;
        }
        int line = client.random.nextInt(order.items().size());
        var item = order.items().get(line);
        long units = Math.max(0, item.units() + client.random.nextInt(5) - 2);
        var rows = client.stage.places().stream()
                .map(place -> item.sku() + "@" + place)
                .toList();
        client.ask(client.wishes.edit(
                client.name("e"), order.number(), order.id(), line + 1, units, String.join(",", rows)));
    }

    private void ship(Order order) throws InterruptedException {
        boolean whole = client.chance(70);
        for (int i = 0; i < order.items().size(); i++) {
            long units = order.items().get(i).units();
            if (order.places().get(i) != null && (whole || client.chance(50))) {
                long part = whole ? units : 1 + client.random.nextInt((int) units);
                client.ask(client.wishes.ship(client.name("s"), order.number(), order.id(), i + 1, part));
            }
        }
    }

    private void look(Order order) throws InterruptedException {
        if (client.chance(50)) {
            client.ask(client.wishes.look(client.name("l"), order.number(), order.id()));
        }
    }

    private void pause(long from, long to) throws InterruptedException {
        client.sleep(Math.max(0, from) + client.random.nextInt((int) (to - Math.max(0, from))));
    }
}
