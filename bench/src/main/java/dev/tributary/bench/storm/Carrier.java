package dev.tributary.bench.storm;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends goods from one place to another: they arrive whole, in parts, in part and never, or turn back. */
final class Carrier {

    private final Client client;

    Carrier(Client client) {
        this.client = client;
    }

    void flow() throws InterruptedException {
        var places = client.some(client.stage.places(), 2);
        Map<String, Long> units = new LinkedHashMap<>();
        client.some(client.stage.skus(), 1 + client.random.nextInt(2)).forEach(sku -> units.put(sku, client.units()));
        String transfer = client.name("m");
        var planned = client.ask(client.wishes.plan(transfer, places.getFirst(), places.getLast(), units));
        if (planned == null || !planned.what().equals("transfer")) {
            return;
        }
        String id = planned.fields().getOrDefault("ref", "");
        if (client.chance(90) && client.ask(client.wishes.depart(transfer, id)) == null) {
            return;
        }
        client.sleep(client.random.nextInt(1_000));
        if (client.chance(20)) {
            client.ask(client.wishes.turnBack(client.name("k"), transfer, id));
            return;
        }
        Map<Integer, Long> some = new HashMap<>();
        Map<Integer, Long> rest = new HashMap<>();
        int line = 0;
        for (long sent : units.values()) {
            long now = 1 + client.random.nextInt((int) sent);
            some.put(++line, now);
            if (sent > now) {
                rest.put(line, sent - now);
            }
        }
        boolean last = client.chance(30);
        client.ask(client.wishes.arrive(client.name("g"), transfer, id, some, last));
        if (last || rest.isEmpty()) {
            return;
        }
        if (client.chance(20)) {
            client.ask(client.wishes.turnBack(client.name("k"), transfer, id));
        } else {
            client.ask(client.wishes.arrive(client.name("g"), transfer, id, rest, false));
        }
    }
}
