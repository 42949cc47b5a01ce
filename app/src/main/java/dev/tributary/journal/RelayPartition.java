package dev.tributary.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Copies one partition of the journal to Kafka, a bounded step at a time; used by one thread. Nothing is sent inside a
 * database transaction: events are read, sent and committed by Kafka, and then the cursor moves if it still stands where it
 * was. Among nodes a lease says who copies, and Kafka's own fence (one producer per transactional id) turns away a node
 * that paused and was replaced: its late records are never committed. What was committed before the cursor moved comes
 * twice.
 */
final class RelayPartition implements AutoCloseable {

    static final String CONSUMER = "kafka-relay";
    private static final int BATCH_MAX = 2_000;
    private static final String LEASE_SECONDS = "15";

    private static final String CLAIM = """
            insert into journal.relay as held (partition, owner, until)
            values (:partition, :owner, clock_timestamp() + interval '%s seconds')
                on conflict (partition) do update
               set owner = excluded.owner, until = excluded.until
             where held.owner = excluded.owner or held.until < clock_timestamp()
            """.formatted(LEASE_SECONDS);
    private static final String LET_GO = "delete from journal.relay where partition = :partition and owner = :owner";

    /** What all partitions of a node share. */
    record Parts(
            JdbcClient jdbc,
            EventStore events,
            Windows windows,
            CursorStore cursors,
            JournalEra era,
            KafkaTopics topics) {}

    private final Interest interest;
    private final String node;
    private final UUID owner = UUID.randomUUID();
    private final Parts parts;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /** @param node names the cluster of hubs in Kafka's transactional id: two of them must not fence each other */
    RelayPartition(int partition, int partitions, String node, Parts parts) {
        this.interest = Interest.ofEveryType(partition, partitions);
        this.node = node;
        this.parts = parts;
    }

    String name() {
        return "%s-%d".formatted(CONSUMER, interest.partition());
    }

    /** True when there is more to copy at once. */
    boolean step() throws InterruptedException {
        if (!claim()) {
            close();
            return false;
        }
        // Made before the cursor is read: from here on nobody before us commits anything.
        var sender = producer();
        var before = parts.cursors().find(CONSUMER, interest.partition());
        Optional<Windows.Reading> reading =
                parts.windows().open(before, parts.era().current(), interest);
        if (reading.isEmpty()) {
            return false;
        }
        var open = reading.get().cursor();
        var events = parts.events().read(open.window(), open.position(), interest, BATCH_MAX);
        try {
            send(sender, events.stream().map(EventStore.Placed::event).toList());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        boolean whole = events.size() < BATCH_MAX;
        parts.cursors()
                .move(before, whole ? open.done() : open.upTo(events.getLast().position()));
        return !whole || !reading.get().toTheEnd();
    }

    private boolean claim() {
        return parts.jdbc()
                        .sql(CLAIM)
                        .param("partition", interest.partition())
                        .param("owner", owner)
                        .update()
                == 1;
    }

    private void send(KafkaProducer<byte[], byte[]> sender, List<Event> events) throws InterruptedException {
        if (events.isEmpty()) {
            return;
        }
        parts.topics().make(events);
        sender.beginTransaction();
        events.forEach(event -> sender.send(parts.topics().record(event)));
        sender.commitTransaction();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        var known = producer;
        if (known != null) {
            return known;
        }
        Map<String, Object> settings = new HashMap<>(parts.topics().client());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "%s-%s".formatted(node, name()));
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        var made = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            made.initTransactions();
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
        producer = made;
        return made;
    }

    /** Another node may go on at once. */
    void letGo() {
        close();
        parts.jdbc()
                .sql(LET_GO)
                .param("partition", interest.partition())
                .param("owner", owner)
                .update();
    }

    @Override
    public void close() {
        var known = producer;
        producer = null;
        if (known != null) {
            known.close();
        }
    }
}
