package dev.tributary.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * People, tills, platforms and the warehouse, all at once. Each sends a command again until it is answered, under the
 * same key, as honest clients do, and writes down what was acknowledged.
 */
final class Buyers {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(90);
    private static final int TRIES_MAX = 1_200;

    /** What a command was acknowledged with. */
    record Acknowledged(Kind kind, String name, long order, long units, String outcome) {
        enum Kind {
            PLACED,
            REFUSED,
            SOLD,
            PAID,
            CANCELLED,
            SHIPPED,
            RECEIVED,
            TOLD_CANCELLED,
            PARKED
        }
    }

    private final Supplier<NodeProcess> nodes;
    private final long seed;
    private final List<Long> skus;
    private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong resent = new AtomicLong();
    private final AtomicInteger runs = new AtomicInteger();

    /** @param nodes whichever node the next command goes to; it may be a new one after a crash */
    Buyers(Supplier<NodeProcess> nodes, long seed, List<Long> skus) {
        this.nodes = nodes;
        this.seed = seed;
        this.skus = skus;
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    long commands() {
        return commands.get();
    }

    long resent() {
        return resent.get();
    }

    /** So many at once, each one flow after the other until told to stop; then everyone finishes what they began. */
    List<Thread> start(int count, AtomicBoolean stop) {
        int run = runs.incrementAndGet();
        return IntStream.range(0, count)
                .mapToObj(buyer -> Thread.startVirtualThread(() -> guarded(() -> {
                    RandomGenerator random = random(run, buyer);
                    for (int i = 0; !stop.get(); i++) {
                        flow("%d-%d-%d".formatted(run, buyer, i), random);
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

    private void flow(String name, RandomGenerator random) throws Exception {
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
            receive("K" + name, sku, units + 1);
        } else {
            poison((random.nextBoolean() ? "POISON22-" : "POISON23-") + name, sku);
        }
    }

    private void request(String number, long sku, long units, RandomGenerator random) throws Exception {
        boolean shortHold = random.nextInt(10) == 0;
        String place = "request %s %d %d %d".formatted(number, sku, units, shortHold ? 1_200 : 7_200_000);
        String outcome = ask(place);
        if (outcome.startsWith("refused")) {
            acknowledge(Acknowledged.Kind.REFUSED, number, order(outcome), units, outcome);
            return;
        }
        expect(outcome, "placed", place);
        long order = order(outcome);
        acknowledge(Acknowledged.Kind.PLACED, number, order, units, outcome);
        if (random.nextInt(5) == 0 && order(ask(place)) != order) {
            throw new IllegalStateException(number + " was answered with another order the second time");
        }
        if (shortHold) {
            Thread.sleep(1_300);
            ask("expire %d".formatted(order));
            return;
        }
        afterwards(number, order, units, random);
    }

    private void afterwards(String number, long order, long units, RandomGenerator random) throws Exception {
        switch (random.nextInt(8)) {
            case 0, 1 -> cancel(number, order);
            case 2 -> ask("edit %d %s-e %d".formatted(order, number, units + 1));
            case 3 -> {
                ask("decide %d %s-h ON_HOLD".formatted(order, number));
                ask("decide %d %s-a ACCEPTED".formatted(order, number));
            }
            case 4, 5, 6 -> {
                String paid = ask("pay %d %s-p %d".formatted(order, number, 100 * units));
                if (paid.startsWith("done")) {
                    acknowledge(Acknowledged.Kind.PAID, number + "-p", order, units, paid);
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
        String outcome = ask("cancel %d %s-c".formatted(order, number));
        if (outcome.startsWith("done")) {
            acknowledge(Acknowledged.Kind.CANCELLED, number, order, 0, outcome);
        }
    }

    private void ship(String number, long order, long units) throws Exception {
        String outcome = ask("ship %d %s-s %d".formatted(order, number, units));
        if (outcome.startsWith("done")) {
            acknowledge(Acknowledged.Kind.SHIPPED, number, order, units, outcome);
        }
    }

    /** A platform's order; now and then its cancel comes first, or after. */
    private void fact(String number, long sku, long units, RandomGenerator random) throws Exception {
        boolean toldFirst = random.nextInt(8) == 0;
        if (toldFirst) {
            ask("told " + number);
        }
        String place = "fact %s %d %d".formatted(number, sku, units);
        String outcome = ask(place);
        expect(outcome, "placed", place);
        acknowledge(Acknowledged.Kind.PLACED, number, order(outcome), units, outcome);
        if (!toldFirst && random.nextInt(3) == 0) {
            toldFirst = ask("told " + number).startsWith("done");
        }
        if (toldFirst) {
            acknowledge(Acknowledged.Kind.TOLD_CANCELLED, number, order(outcome), units, outcome);
        }
    }

    private void till(String number, long sku, long units) throws Exception {
        String sale = "till %s %d %d".formatted(number, sku, units);
        String outcome = ask(sale);
        expect(outcome, "placed", sale);
        acknowledge(Acknowledged.Kind.SOLD, number, order(outcome), units, outcome);
    }

    void receive(String key, long sku, long units) throws Exception {
        String receipt = "receive %s %d %d".formatted(key, sku, units);
        expect(ask(receipt), "stock", receipt);
        acknowledge(Acknowledged.Kind.RECEIVED, key, 0, units, "");
    }

    /** A value that the database refuses, where the proof has told it to; else an order like any other. */
    private void poison(String number, long sku) throws Exception {
        String outcome = ask("request %s %d 1 7200000".formatted(number, sku));
        if (outcome.startsWith("rejected PARKED")) {
            acknowledge(Acknowledged.Kind.PARKED, number, 0, 1, outcome);
        } else if (outcome.startsWith("placed")) {
            acknowledge(Acknowledged.Kind.PLACED, number, order(outcome), 1, outcome);
        }
    }

    /** Asks until someone answers. */
    private String ask(String command) throws Exception {
        commands.incrementAndGet();
        String last = "";
        for (int attempt = 0; attempt < TRIES_MAX; attempt++) {
            try {
                last = nodes.get().send(command).get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
                if (!last.startsWith("failed")) {
                    return last;
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof NodeProcess.Gone)) {
                    throw e;
                }
                last = "node gone";
            } catch (TimeoutException e) {
                throw new IllegalStateException("no answer within %s to: %s".formatted(ANSWER_MAX, command), e);
            }
            resent.incrementAndGet();
            Thread.sleep(250);
        }
        throw new IllegalStateException("never answered (%s): %s".formatted(last, command));
    }

    private static void expect(String outcome, String start, String command) {
        if (!outcome.startsWith(start)) {
            throw new IllegalStateException("%s was answered: %s".formatted(command, outcome));
        }
    }

    private static long order(String outcome) {
        return Long.parseLong(outcome.split(" ")[1]);
    }

    private void acknowledge(Acknowledged.Kind kind, String name, long order, long units, String outcome) {
        acknowledged.add(new Acknowledged(kind, name, order, units, outcome));
    }
}
