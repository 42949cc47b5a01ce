package dev.tributary.orders;

import dev.tributary.kernel.MerchantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where commands wait: two bounded lanes, in each a queue per merchant. A batch takes single commands first and leaves
 * the bulk lane a quarter of its places; within a lane merchants take turns, so that a busy one never starves another.
 */
final class Lanes {

    /** A batch's share for bulk while single commands wait too. */
    private static final int BULK_SHARE = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Lane single;
    private final Lane bulk;
    private boolean closed;

    Lanes(int singleCapacity, int bulkCapacity) {
        single = new Lane(singleCapacity);
        bulk = new Lane(bulkCapacity);
    }

    /** False when the lane is full: nothing was queued. */
    boolean offer(Pending pending, OrderIntake.Lane lane) {
        lock.lock();
        try {
            if (closed) {
                throw new IntakeClosed();
            }
            boolean taken = lane(lane).offer(pending);
            if (taken) {
                arrived.signal();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work; an empty list means that the lanes were closed and are empty. */
    List<Pending> take(int commandsMax, int stockKeysMax) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (single.size == 0 && bulk.size == 0) {
                if (closed) {
                    return List.of();
                }
                arrived.await();
            }
            var batch = new Batch(commandsMax, stockKeysMax);
            int bulkPlaces = bulk.size == 0 ? 0 : Math.max(1, commandsMax / BULK_SHARE);
            single.drain(batch, commandsMax - bulkPlaces);
            bulk.drain(batch, commandsMax);
            single.drain(batch, commandsMax);
            if (single.size + bulk.size > 0) {
                arrived.signal();
            }
            return batch.commands;
        } finally {
            lock.unlock();
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
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
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
        private final Map<MerchantId, ArrayDeque<Pending>> queues = new HashMap<>();
        /** Merchants with something waiting, the next to be served first. */
        private final ArrayDeque<MerchantId> turns = new ArrayDeque<>();

        private int size;

        Lane(int capacity) {
            this.capacity = capacity;
        }

        boolean offer(Pending pending) {
            if (size >= capacity) {
                return false;
            }
            var queue = queues.get(pending.command().merchant());
            if (queue == null) {
                queue = new ArrayDeque<>();
                queues.put(pending.command().merchant(), queue);
                turns.add(pending.command().merchant());
            }
            queue.add(pending);
            size++;
            return true;
        }

        void drain(Batch batch, int places) {
            while (size > 0) {
                var merchant = turns.getFirst();
                var queue = queues.get(merchant);
                if (queue == null || !batch.accepts(queue.getFirst(), places)) {
                    return;
                }
                batch.add(queue.removeFirst());
                size--;
                turns.removeFirst();
                if (queue.isEmpty()) {
                    queues.remove(merchant);
                } else {
                    turns.addLast(merchant);
                }
            }
        }
    }
}
