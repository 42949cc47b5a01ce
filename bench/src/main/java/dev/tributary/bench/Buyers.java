package dev.tributary.bench;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/** People, tills, platforms and the warehouse, all at once, each an honest client of the hub. */
final class Buyers {

    private final HonestClient client;
    private final long seed;
    private final List<Long> skus;
    private final List<Long> scarce;
    private final WaitingOrders waiting;
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger runs = new AtomicInteger();

    /**
     * @param skus what everybody wants
     * @param scarce one each for so many buyers, who alone order it before it is there; none where nobody does
     */
    Buyers(HonestClient client, long seed, List<Long> skus, List<Long> scarce) {
        this.client = client;
        this.seed = seed;
        this.skus = skus;
        this.scarce = scarce;
        this.waiting = new WaitingOrders(client);
    }

    /** So many at once, each one flow after the other until told to stop; then everyone finishes what they began. */
    List<Thread> start(int count, AtomicBoolean stop) {
        int run = runs.incrementAndGet();
        return IntStream.range(0, count)
                .mapToObj(buyer -> Thread.startVirtualThread(() -> guarded(() -> {
                    RandomGenerator random = random(run, buyer);
                    for (int i = 0; !stop.get(); i++) {
                        flow("%d-%d-%d".formatted(run, buyer, i), buyer, random);
                    }
                })))
                .toList();
    }

    /** One buyer each for one unit of one SKU. */
    List<Thread> rush(int count, long sku, boolean tillsToo) {
        int run = runs.incrementAndGet();
        return IntStream.range(0, count)
                .mapToObj(buyer -> Thread.startVirtualThread(() -> guarded(() -> {
                    RandomGenerator random = random(run, buyer);
                    String name = "rush-%d-%d".formatted(run, buyer);
                    if (tillsToo && buyer % 20 == 0) {
                        till(name, sku, 1);
                    } else {
                        request(name, sku, 1, random);
                    }
                })))
                .toList();
    }

    void await(List<Thread> buyers) throws InterruptedException {
        for (Thread buyer : buyers) {
            buyer.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a buyer gave up", failures.peek());
        }
    }

    private RandomGenerator random(int run, int buyer) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + run * 10_007L + buyer);
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private void flow(String name, int buyer, RandomGenerator random) throws Exception {
        if (buyer < scarce.size() && random.nextInt(10) == 0) {
            waiting.flow(name, scarce.get(buyer), random);
            return;
        }
        long sku = skus.get(random.nextInt(skus.size()));
        long units = 1 + random.nextInt(3);
        int dice = random.nextInt(100);
        if (dice < 50) {
            request("R" + name, sku, units, random);
        } else if (dice < 68) {
            fact("F" + name, sku, units, random);
        } else if (dice < 84) {
            till("T" + name, sku, units);
        } else if (dice < 96) {
            client.receive("K" + name, sku, units + 1);
        } else {
            poison((random.nextBoolean() ? "POISON22-" : "POISON23-") + name, sku);
        }
    }

    private void request(String number, long sku, long units, RandomGenerator random) throws Exception {
        boolean shortHold = random.nextInt(10) == 0;
        String place = "request %s %d %d %d".formatted(number, sku, units, shortHold ? 1_200 : 7_200_000);
        String outcome = client.ask(place);
        if (outcome.startsWith("refused")) {
            client.acknowledge(Acknowledged.Kind.REFUSED, number, HonestClient.order(outcome), units, outcome);
            return;
        }
        if (!outcome.startsWith("placed")) {
            throw new IllegalStateException("%s was answered: %s".formatted(place, outcome));
        }
        long order = HonestClient.order(outcome);
        client.acknowledge(Acknowledged.Kind.PLACED, number, order, units, outcome);
        if (random.nextInt(5) == 0 && HonestClient.order(client.ask(place)) != order) {
            throw new IllegalStateException(number + " was answered with another order the second time");
        }
        if (shortHold) {
            Thread.sleep(1_300);
            client.ask("expire %d".formatted(order));
            return;
        }
        afterwards(number, order, units, random);
    }

    private void afterwards(String number, long order, long units, RandomGenerator random) throws Exception {
        switch (random.nextInt(8)) {
            case 0, 1 -> cancel(number, order);
            case 2 -> client.ask("edit %d %s-e %d".formatted(order, number, units + 1));
            case 3 -> {
                client.ask("decide %d %s-h ON_HOLD".formatted(order, number));
                client.ask("decide %d %s-a ACCEPTED".formatted(order, number));
            }
            case 4, 5, 6 -> {
                String paid = client.ask("pay %d %s-p %d".formatted(order, number, 100 * units));
                if (paid.startsWith("done")) {
                    client.acknowledge(Acknowledged.Kind.PAID, number + "-p", order, units, paid);
                }
                if (random.nextBoolean()) {
                    ship(number, order, units);
                } else if (random.nextBoolean()) {
                    cancel(number, order);
                }
            }
            default -> {}
        }
    }

    private void cancel(String number, long order) throws Exception {
        String outcome = client.ask("cancel %d %s-c".formatted(order, number));
        if (outcome.startsWith("done")) {
            client.acknowledge(Acknowledged.Kind.CANCELLED, number, order, 0, outcome);
        }
    }

    private void ship(String number, long order, long units) throws Exception {
        String outcome = client.ask("ship %d %s-s %d".formatted(order, number, units));
        if (outcome.startsWith("done")) {
            client.acknowledge(Acknowledged.Kind.SHIPPED, number, order, units, outcome);
        }
    }

    /** A platform's order; now and then its cancel comes first, or after. */
    private void fact(String number, long sku, long units, RandomGenerator random) throws Exception {
        boolean toldFirst = random.nextInt(8) == 0;
        if (toldFirst) {
            client.ask("told " + number);
        }
        String place = "fact %s %d %d".formatted(number, sku, units);
        String outcome = client.ask(place, "placed");
        client.acknowledge(Acknowledged.Kind.PLACED, number, HonestClient.order(outcome), units, outcome);
        if (!toldFirst && random.nextInt(3) == 0) {
            toldFirst = client.ask("told " + number).startsWith("done");
        }
        if (toldFirst) {
            client.acknowledge(Acknowledged.Kind.TOLD_CANCELLED, number, HonestClient.order(outcome), units, outcome);
        }
    }

    private void till(String number, long sku, long units) throws Exception {
        String sale = "till %s %d %d".formatted(number, sku, units);
        String outcome = client.ask(sale, "placed");
        client.acknowledge(Acknowledged.Kind.SOLD, number, HonestClient.order(outcome), units, outcome);
    }

    /** A value that the database refuses, where the proof has told it to; else an order like any other. */
    private void poison(String number, long sku) throws Exception {
        String outcome = client.ask("request %s %d 1 7200000".formatted(number, sku));
        if (outcome.startsWith("rejected PARKED")) {
            client.acknowledge(Acknowledged.Kind.PARKED, number, 0, 1, outcome);
        } else if (outcome.startsWith("placed")) {
            client.acknowledge(Acknowledged.Kind.PLACED, number, HonestClient.order(outcome), 1, outcome);
        }
    }
}
