package dev.tributary.bench.storm;

import dev.tributary.bench.history.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Many clients at once, by the same dice for the same seed; how they meet is the machine's. */
public final class Storm implements AutoCloseable {

    private static final int BUYERS = 14;
    private static final int TILLS = 4;
    private static final int WAREHOUSES = 3;
    private static final int READERS = 3;
    private static final int ERPS = 2;
    private static final int CARRIERS = 2;

    private final Stage stage;
    private final Recorder recorder;
    private final Asker asker;
    private final long seed;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong late = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    public Storm(Stage stage, Recorder recorder, long seed) {
        this.stage = stage;
        this.recorder = recorder;
        this.asker = new Asker(stage, recorder);
        this.seed = seed;
    }

    private interface Flow {
        void run() throws InterruptedException;
    }

    /** Goods for the beginning, then everybody. */
    public void begin(long unitsEach) throws InterruptedException {
        var office = client("office");
        for (String row : stage.rows()) {
            office.ask(office.wishes.change(office.name("w"), List.of(new Wishes.Change("RECEIVE", row, unitsEach))));
        }
        Sharer.limitAll(office);
        for (int i = 0; i < BUYERS; i++) {
            var buyer = new Buyer(client("b" + i));
            start(buyer::flow);
        }
        for (int i = 0; i < TILLS; i++) {
            var store = new Store(client("t" + i));
            start(store::till);
        }
        for (int i = 0; i < WAREHOUSES; i++) {
            var store = new Store(client("w" + i));
            start(store::warehouse);
        }
        for (int i = 0; i < READERS; i++) {
            var store = new Store(client("r" + i));
            start(store::reader);
        }
        for (int i = 0; i < ERPS; i++) {
            var store = new Store(client("e" + i));
            start(() -> store.erp(recorder));
        }
        startOthers();
    }

    private void startOthers() {
        for (int i = 0; i < CARRIERS; i++) {
            var carrier = new Carrier(client("c" + i));
            start(carrier::flow);
        }
        // One client for what is like another, so that they do not stand in each other's way.
        for (var slot : Sharer.SLOTS) {
            var sharer = new Sharer(client("u" + slot.name()), recorder, slot);
            start(sharer::flow);
        }
        // One lease of a row at a time, so that what the row allows is that lease's.
        for (String row : stage.rows()) {
            var lessor = new Lessor(client("l" + row.replaceAll("\\W", "")), recorder, row);
            start(lessor::flow);
        }
    }

    private Client client(String name) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + name.hashCode());
        return new Client(stage, asker, name, random, late, stop);
    }

    private void start(Flow flow) {
        threads.add(Thread.startVirtualThread(() -> {
            try {
                while (!stop.get() && recorder.calls() < Recorder.CALLS_MAX) {
                    flow.run();
                    Thread.sleep(5);
                }
            } catch (Throwable e) {
                failures.add(e);
            }
        }));
    }

    /** Everybody finishes what they began. */
    public void end() throws InterruptedException {
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a client gave up", failures.peek());
        }
    }

    /** What each row is when nobody asks for anything any more. */
    public void readAll() throws InterruptedException {
        var last = client("z");
        for (String row : stage.rows()) {
            last.ask(last.wishes.read(last.name("q"), row));
        }
    }

    public long doubled() {
        return asker.doubled();
    }

    public long late() {
        return late.get();
    }

    @Override
    public void close() {
        asker.close();
    }
}
