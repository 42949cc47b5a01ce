package dev.tributary.bench;

import java.util.random.RandomGenerator;

/**
 * Platforms' orders for goods that are not there, and then the goods. The hub tries the lines again by itself when it
 * hears of the receipt, and is told to besides, so that several tries of one line are under way.
 */
final class WaitingOrders {

    private static final int ORDERS = 2;

    private final HonestClient client;

    WaitingOrders(HonestClient client) {
        this.client = client;
    }

    /** @param sku that nobody else asks for: once its goods have come, a try that was answered leaves no line waiting */
    void flow(String name, long sku, RandomGenerator random) throws Exception {
        long[] orders = new long[ORDERS];
        long[] units = new long[ORDERS];
        long wanted = 0;
        for (int i = 0; i < ORDERS; i++) {
            units[i] = 1 + random.nextInt(3);
            wanted += units[i];
            String outcome = client.ask("fact %s %d %d".formatted(number(name, i), sku, units[i]), "placed");
            orders[i] = HonestClient.order(outcome);
            client.acknowledge(Acknowledged.Kind.PLACED, number(name, i), orders[i], units[i], outcome);
        }
        client.receive("KW" + name, sku, wanted);
        for (int i = 0; i < ORDERS; i++) {
            String outcome = client.ask("retry %d".formatted(orders[i]));
            // Ignored where the hub was first.
            if (!outcome.startsWith("done") && !outcome.equals("ignored")) {
                throw new IllegalStateException("the retry of order %d was answered: %s".formatted(orders[i], outcome));
            }
            client.acknowledge(Acknowledged.Kind.WENT_ON, number(name, i), orders[i], units[i], outcome);
        }
    }

    private static String number(String name, int order) {
        return "W%s-%d".formatted(name, order);
    }
}
