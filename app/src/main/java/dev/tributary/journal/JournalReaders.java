package dev.tributary.journal;

import dev.tributary.database.Phases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs everything that reads or tends the journal on this node, each on a virtual thread of its own. */
@Component
class JournalReaders implements SmartLifecycle {

    /** Consumers of a node use at most so many connections at a time, however many partitions there are. */
    private static final int CONNECTIONS_MAX = 4;

    /** Under steady traffic a reader gathers so long before it reads again. */
    private static final Duration GATHERING = Duration.ofMillis(15);

    /** A consumer's every step is a transaction: it gathers longer. */
    private static final Duration CONSUMER_GATHERING = Duration.ofMillis(50);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CONSUMER_POLL = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration SAMPLING = Duration.ofSeconds(5);
    private static final Duration TENDING = Duration.ofHours(1);
    private static final Duration STOPPING_MAX = Duration.ofSeconds(5);

    private final JournalTail tail;
    private final JournalSignal signal;
    private final OtherNodes otherNodes;
    private final JournalPartitions partitions;
    private final JournalMetrics metrics;
    private final PartitionReader.Stores stores;
    private final ObjectProvider<JournalConsumer> consumers;
    private final Semaphore connections = new Semaphore(CONNECTIONS_MAX, true);
    private final List<Loop> loops = new ArrayList<>();
    private final List<JournalTail.Waiting> waiting = new ArrayList<>();
    private volatile boolean running;

    JournalReaders(
            JournalTail tail,
            JournalSignal signal,
            OtherNodes otherNodes,
            JournalPartitions partitions,
            JournalMetrics metrics,
            EventStore events,
            Windows windows,
            CursorStore cursors,
            ParkedStore parked,
            JournalEra era,
            PlatformTransactionManager transactions,
            ObjectProvider<JournalConsumer> consumers) {
        this.tail = tail;
        this.signal = signal;
        this.otherNodes = otherNodes;
        this.partitions = partitions;
        this.metrics = metrics;
        this.stores = new PartitionReader.Stores(
                events, windows, cursors, parked, era, tail.recent(), new TransactionTemplate(transactions));
        this.consumers = consumers;
    }

    @Override
    public synchronized void start() {
        stores.era().current();
        partitions.maintain();
        var readers = readers();
        var signals = readers.stream().collect(Collectors.toMap(Function.identity(), reader -> new Signal()));
        signals.forEach((reader, mine) -> waiting.add(new JournalTail.Waiting(reader.interest(), mine)));
        tail.prepare(waiting);
        loops.add(Loop.start("tail", this::followTail));
        signals.forEach((reader, mine) -> loops.add(Loop.start(reader.name(), loop -> feed(reader, mine, loop))));
        loops.add(Loop.start("tell", otherNodes::tell));
        loops.add(Loop.start("listen", otherNodes::listen));
        loops.add(Loop.start("partitions", loop -> every(TENDING, loop, partitions::maintain)));
        loops.add(Loop.start("metrics", loop -> every(SAMPLING, loop, metrics::sample)));
        running = true;
    }

    private List<PartitionReader> readers() {
        var all = consumers.orderedStream().toList();
        if (all.stream().map(JournalConsumer::name).distinct().count() != all.size()) {
            throw new IllegalStateException("two journal consumers have one name");
        }
        all.forEach(consumer -> stores.transaction()
                .executeWithoutResult(status -> stores.cursors().prepare(consumer.name(), consumer.partitions())));
        return all.stream()
                .flatMap(consumer -> IntStream.range(0, consumer.partitions())
                        .mapToObj(partition -> new PartitionReader(consumer, partition, stores)))
                .toList();
    }

    private void followTail(Loop loop) throws InterruptedException {
        long heard = 0;
        while (loop.running()) {
            if (!tail.step()) {
                loop.pause(GATHERING);
                heard = signal.readers().await(heard, POLL);
            }
        }
    }

    private void feed(PartitionReader reader, Signal mine, Loop loop) throws InterruptedException {
        long heard = 0;
        while (loop.running()) {
            switch (step(reader)) {
                case MORE -> {}
                case IDLE, ELSEWHERE -> {
                    loop.pause(CONSUMER_GATHERING);
                    heard = mine.await(heard, CONSUMER_POLL);
                }
                case FAILED, STALLED -> loop.pause(AFTER_FAILURE);
            }
        }
    }

    private PartitionReader.Step step(PartitionReader reader) throws InterruptedException {
        connections.acquire();
        try {
            return reader.step();
        } finally {
            connections.release();
        }
    }

    private static void every(Duration period, Loop loop, Runnable work) throws InterruptedException {
        while (loop.running()) {
            work.run();
            loop.pause(period);
        }
    }

    @Override
    public synchronized void stop() {
        loops.forEach(Loop::askToStop);
        signal.committedHere();
        waiting.forEach(consumer -> consumer.signal().raise());
        loops.forEach(JournalReaders::join);
        loops.clear();
        waiting.clear();
        running = false;
    }

    private static void join(Loop loop) {
        try {
            loop.join(STOPPING_MAX);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.READERS;
    }
}
