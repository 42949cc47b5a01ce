package dev.tributary.journal;

import dev.tributary.kernel.MerchantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One node's journal on a test's database, wired by hand; a test may have several. */
final class JournalNode {

    static final MerchantId MERCHANT = new MerchantId(7);
    static final String TYPE = "order.placed.v1";

    final JdbcTransactionManager transactions;
    final TransactionTemplate transaction;
    final JdbcClient jdbc;
    final JournalSignal signal = new JournalSignal();
    final JournalEra era;
    final JdbcJournal journal;
    final EventStore events;
    final Windows windows;
    final CursorStore cursors;
    final ParkedStore parked;
    final JournalTail tail;
    final JournalPartitions partitions;
    final JournalMetrics metrics;
    final JdbcParkedEvents parkedEvents;
    final JournalReaders readers;
    final PartitionReader.Stores stores;
    private final List<JournalConsumer> consumers = new ArrayList<>();
    private final List<JournalListener> listeners = new ArrayList<>();

    JournalNode(DataSource server) {
        // Spring binds a thread's transaction to the data source; another node must not find itself inside it.
        var database = new DelegatingDataSource(server);
        transactions = new JdbcTransactionManager(database);
        transaction = new TransactionTemplate(transactions);
        jdbc = JdbcClient.create(database);
        era = new JournalEra(jdbc, transactions);
        journal = new JdbcJournal(new JdbcTemplate(database), era, signal);
        events = new EventStore(jdbc);
        windows = new Windows(events);
        cursors = new CursorStore(jdbc);
        parked = new ParkedStore(jdbc);
        tail = new JournalTail(events, windows, era, Clock.systemUTC(), transactions, beans(listeners));
        partitions = new JournalPartitions(jdbc, transactions, Duration.ofDays(7));
        metrics = new JournalMetrics(jdbc, tail, parked, new SimpleMeterRegistry(), Clock.systemUTC());
        parkedEvents = new JdbcParkedEvents(cursors, parked, beans(consumers), transactions);
        readers = new JournalReaders(
                tail,
                signal,
                new OtherNodes(database, jdbc, signal),
                partitions,
                metrics,
                events,
                windows,
                cursors,
                parked,
                era,
                transactions,
                beans(consumers));
        stores = new PartitionReader.Stores(events, windows, cursors, parked, era, tail.recent(), transaction);
        era.current();
    }

    void add(JournalListener listener) {
        listeners.add(listener);
    }

    /** A reader of its first partition that the test steps by hand. */
    PartitionReader reader(JournalConsumer consumer) {
        return reader(consumer, 0);
    }

    PartitionReader reader(JournalConsumer consumer, int partition) {
        if (!consumers.contains(consumer)) {
            add(consumer);
            transaction.executeWithoutResult(status -> cursors.prepare(consumer.name(), consumer.partitions()));
        }
        return new PartitionReader(consumer, partition, stores);
    }

    void add(JournalConsumer consumer) {
        consumers.add(consumer);
    }

    /** Appends one event per key in a transaction of its own. */
    void append(String... keys) {
        transaction.executeWithoutResult(status ->
                journal.append(Arrays.stream(keys).map(JournalNode::event).toList()));
    }

    static NewEvent event(String key) {
        return event(key, 1);
    }

    static NewEvent event(String key, long version) {
        return new NewEvent(TYPE, key, MERCHANT, version, "{}");
    }

    /** Steps until there is nothing more to read, at most a thousand times. */
    static void drain(PartitionReader reader) {
        for (int i = 0; i < 1_000; i++) {
            if (reader.step() == PartitionReader.Step.IDLE) {
                return;
            }
        }
        throw new AssertionError("not idle after a thousand steps");
    }

    private static <T> ObjectProvider<T> beans(List<T> beans) {
        return new ObjectProvider<>() {
            @Override
            public Stream<T> stream() {
                return beans.stream();
            }

            @Override
            public Stream<T> orderedStream() {
                return beans.stream();
            }

            @Override
            public void forEach(Consumer<? super T> action) {
                beans.forEach(action);
            }
        };
    }
}
