package dev.tributary.orders;

import dev.tributary.kernel.MerchantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where commands wait: two bounded lanes, in each a queue per writer and merchant. A batch takes single commands first
 * and leaves the bulk lane a quarter of its places; within a lane merchants take turns, so that a busy one never starves
 * another.
 *
 * <p>What is about one SKU always goes to the same writer, for two batches of this node that meet in one stock row would
 * run one after the other. When little waits, one writer takes all of it while the others rest: a batch costs the same
 * few round trips however small it is.
 *
 * <p>A bulk command about many stock rows goes to a writer of its own, beside the others: in a batch with single orders
 * it would make each of them wait for all its rows.
 */
final class Lanes {

    /** A batch's share for bulk while single commands wait too. */
    private static final int BULK_SHARE = 4;

    /** From so many waiting commands on, writers work side by side. */
    private static final int SIDE_BY_SIDE_MIN = 128;

    /** A bulk command about more stock rows is heavy. */
    private static final int LIGHT_STOCK_KEYS_MAX = 64;

    private final ReentrantLock lock = new ReentrantLock();
    /** One for each writer, the last for the one of heavy commands. */
    private final Condition[] arrived;

    private final int heavyWriter;
    private final Lane single;
    private final Lane bulk;
    private boolean closed;
    private int working;
    private boolean oneWorksAlone;

    Lanes(int writers, int singleCapacity, int bulkCapacity) {
        heavyWriter = writers;
        arrived = new Condition[writers + 1];
        Arrays.setAll(arrived, writer -> lock.newCondition());
        single = new Lane(arrived.length, singleCapacity);
        bulk = new Lane(arrived.length, bulkCapacity);
    }

    /** How many take batches: from 0, that of heavy commands included. */
    int writers() {
        return arrived.length;
    }

    boolean isHeavy(int writer) {
        return writer == heavyWriter;
    }

    /** False when the lane is full: nothing was queued. */
    boolean offer(Pending pending, OrderIntake.Lane lane) {
        lock.lock();
        try {
            if (closed) {
                throw new IntakeClosed();
            }
            int writer = writerOf(pending, lane);
            boolean taken = lane(lane).offer(writer, pending);
            if (taken) {
                arrived[writer].signal();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for this writer's work; an empty list means that the lanes were closed and it has none left. The writer says
     * {@link #done} once it has run the batch. That of heavy commands neither rests for the others nor they for it.
     */
    List<Pending> take(int writer, int commandsMax, int stockKeysMax) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (oneWorksAlone && writer != heavyWriter || isEmpty(writer)) {
                if (closed && isEmpty(writer)) {
                    return List.of();
                }
                arrived[writer].await();
            }
            var batch = new Batch(commandsMax, stockKeysMax);
            drain(writer, batch);
            if (writer == heavyWriter) {
                return batch.commands;
            }
            if (working == 0 && single.size + bulk.size + batch.commands.size() < SIDE_BY_SIDE_MIN) {
                oneWorksAlone = true;
                for (int other = 0; other < heavyWriter; other++) {
                    drain(other, batch);
                }
            }
            working++;
            return batch.commands;
        } finally {
            lock.unlock();
        }
    }

    void done(int writer) {
        if (writer == heavyWriter) {
            return;
        }
        lock.lock();
        try {
            working--;
            if (oneWorksAlone) {
                oneWorksAlone = false;
                wakeAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void drain(int writer, Batch batch) {
        int bulkPlaces = bulk.isEmpty(writer) ? 0 : Math.max(1, batch.commandsMax / BULK_SHARE);
        single.drain(writer, batch, batch.commandsMax - bulkPlaces);
        bulk.drain(writer, batch, batch.commandsMax);
        single.drain(writer, batch, batch.commandsMax);
    }

    private boolean isEmpty(int writer) {
        return single.isEmpty(writer) && bulk.isEmpty(writer);
    }

    private void wakeAll() {
        for (var waiting : arrived) {
            waiting.signalAll();
        }
    }

    int depth(OrderIntake.Lane lane) {
        lock.lock();
        try {
            return lane(lane).size;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses what comes from now on; what waits is still taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    private int writerOf(Pending pending, OrderIntake.Lane lane) {
        if (lane == OrderIntake.Lane.BULK && pending.stockKeys() > LIGHT_STOCK_KEYS_MAX) {
            return heavyWriter;
        }
        int spread = pending.affinity() * 0x9E3779B9; // ids that follow each other differ in their low bits alone
        return Math.floorMod(spread >>> 16, heavyWriter);
    }

    private Lane lane(OrderIntake.Lane lane) {
        return switch (lane) {
            case SINGLE -> single;
            case BULK -> bulk;
        };
    }

    /** Thrown instead of queueing when the hub stops. */
    static final class IntakeClosed extends RuntimeException {}

    private static final class Batch {
        final List<Pending> commands = new ArrayList<>();
        final int commandsMax;
        final int stockKeysMax;
        int stockKeys;

        Batch(int commandsMax, int stockKeysMax) {
            this.commandsMax = commandsMax;
            this.stockKeysMax = stockKeysMax;
        }

        boolean accepts(Pending next, int places) {
            return commands.size() < Math.min(places, commandsMax)
                    && (commands.isEmpty() || stockKeys + next.stockKeys() <= stockKeysMax);
        }

        void add(Pending next) {
            commands.add(next);
            stockKeys += next.stockKeys();
        }
    }

    private static final class Lane {
        private final int capacity;
        private final Turns[] turns;
        private int size;

        Lane(int writers, int capacity) {
            this.capacity = capacity;
            turns = new Turns[writers];
            Arrays.setAll(turns, writer -> new Turns());
        }

        boolean isEmpty(int writer) {
            return turns[writer].merchants.isEmpty();
        }

        boolean offer(int writer, Pending pending) {
            if (size >= capacity) {
                return false;
            }
            turns[writer].add(pending);
            size++;
            return true;
        }

        void drain(int writer, Batch batch, int places) {
            size -= turns[writer].drain(batch, places);
        }
    }

    /** What waits for one writer. */
    private static final class Turns {
        private final Map<MerchantId, ArrayDeque<Pending>> queues = new HashMap<>();
        /** Merchants with something waiting, the next to be served first. */
        private final ArrayDeque<MerchantId> merchants = new ArrayDeque<>();

        void add(Pending pending) {
            var merchant = pending.command().merchant();
            var queue = queues.get(merchant);
            if (queue == null) {
                queue = new ArrayDeque<>();
                queues.put(merchant, queue);
                merchants.add(merchant);
            }
            queue.add(pending);
        }

        /** How many it took. */
        int drain(Batch batch, int places) {
            int taken = 0;
            while (!merchants.isEmpty()) {
                var merchant = merchants.getFirst();
                var queue = queues.get(merchant);
                if (queue == null || !batch.accepts(queue.getFirst(), places)) {
                    break;
                }
                batch.add(queue.removeFirst());
                taken++;
                merchants.removeFirst();
                if (queue.isEmpty()) {
                    queues.remove(merchant);
                } else {
                    merchants.addLast(merchant);
                }
            }
            return taken;
        }
    }
}
