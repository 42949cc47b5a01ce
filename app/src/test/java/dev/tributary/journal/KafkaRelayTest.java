package dev.tributary.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.transaction.support.TransactionOperations;

/** On a real broker in this process. */
class KafkaRelayTest {

    private static final int KEYS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ALL_COPIED = """
            select not exists (
                select from journal.event, journal.cursor
                 where cursor.consumer = 'kafka-relay'
                   and (event.era, event.transaction_id) >= (cursor.era, cursor.window_to))
            """;

    private static EmbeddedKafkaKraftBroker kafka;

    @BeforeAll
    static void start() {
        kafka = new EmbeddedKafkaKraftBroker(1, 1);
        kafka.brokerProperties(Map.of(
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "offsets.topic.replication.factor", "1"));
        kafka.afterPropertiesSet();
    }

    @AfterAll
    static void stop() {
        kafka.destroy();
    }

    @Test
    void everyEventArrivesInTheOrderOfItsKeyAsACloudEvent() {
        DataSource database = TestPostgres.freshDatabase();
        try (var hub = HubUnderTest.on(database, to(kafka.getBrokersAsString(), "first."));
                var other = HubUnderTest.on(database, to(kafka.getBrokersAsString(), "first."))) {
            for (int version = 1; version <= 25; version++) {
                append(version % 2 == 0 ? hub : other, "demo.made.v1", version);
            }
            var records = heard("first.demo", 25 * KEYS);
            assertThat(records).hasSize(25 * KEYS);
            assertThat(versionsByKey(records).values())
                    .hasSize(KEYS)
                    .allSatisfy(versions -> assertThat(versions)
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(1, 25).boxed().toList()));
            var first = records.getFirst();
            assertThat(headers(first))
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_type", "demo.made.v1")
                    .containsEntry("ce_subject", first.key())
                    .containsEntry("ce_merchant", "7")
                    .containsEntry("content-type", "application/json")
                    .containsKeys("ce_id", "ce_time", "ce_source");
            assertThat(first.value())
                    .isEqualTo("{\"n\":%s}".formatted(headers(first).get("ce_subjectversion")));
        }
    }

    @Test
    void whatHappenedWhileKafkaWasAwayFollows() {
        DataSource database = TestPostgres.freshDatabase();
        try (var hub = HubUnderTest.on(database, to("127.0.0.1:9", "second."))) {
            append(hub, "demo.made.v1", 1);
            append(hub, "sample.made.v1", 2);
        }
        try (var hub = HubUnderTest.on(database, to(kafka.getBrokersAsString(), "second."))) {
            append(hub, "demo.made.v1", 3);
            assertThat(versionsByKey(heard("second.demo", 2 * KEYS)).values())
                    .allSatisfy(versions -> assertThat(versions).containsExactly(1L, 3L));
            assertThat(heard("second.sample", KEYS)).hasSize(KEYS);
            await().atMost(PATIENCE).until(() -> cursors(hub) == 4);
        }
        // Who wants it no more says so, and its cursors hold the journal back no longer.
        try (var hub = HubUnderTest.on(database, "tributary.kafka.bootstrap-servers=none")) {
            assertThat(cursors(hub)).isZero();
        }
    }

    /** It slept through its lease with a producer in hand; Kafka takes nothing from it any more. */
    @Test
    void aNodeThatWasReplacedCommitsNothing() throws InterruptedException {
        try (var hub = HubUnderTest.start()) {
            var jdbc = hub.bean(JdbcClient.class);
            var cursors = hub.bean(CursorStore.class);
            hub.bean(TransactionOperations.class)
                    .executeWithoutResult(status -> cursors.prepare(RelayPartition.CONSUMER, 1));
            try (var slow = partition(hub);
                    var quick = partition(hub)) {
                append(hub, "demo.made.v1", 1);
                copyAll(slow, jdbc);
                assertThat(quick.step()).isFalse();

                append(hub, "demo.made.v1", 2);
                leaseIsOver(jdbc);
                copyAll(quick, jdbc);

                append(hub, "demo.made.v1", 3);
                leaseIsOver(jdbc);
                assertThatThrownBy(slow::step).isInstanceOf(KafkaException.class);
                copyAll(slow, jdbc);

                assertThat(versionsByKey(heard("third.demo", 3 * KEYS)).values())
                        .allSatisfy(versions -> assertThat(versions).containsExactly(1L, 2L, 3L));
            }
        }
    }

    private static RelayPartition partition(HubUnderTest hub) {
        var settings = new RelaySettings(kafka.getBrokersAsString(), "third.", 3, (short) 1, Map.of());
        return new RelayPartition(
                0,
                1,
                "third",
                new RelayPartition.Parts(
                        hub.bean(JdbcClient.class),
                        hub.bean(EventStore.class),
                        hub.bean(Windows.class),
                        hub.bean(CursorStore.class),
                        hub.bean(JournalEra.class),
                        new KafkaTopics(settings)));
    }

    /** All of it: another transaction of the test's server may hold the journal back a moment. */
    private static void copyAll(RelayPartition partition, JdbcClient jdbc) {
        await().atMost(PATIENCE).until(() -> {
            while (partition.step()) {
                // There is more.
            }
            return jdbc.sql(ALL_COPIED).query(Boolean.class).single();
        });
    }

    private static void leaseIsOver(JdbcClient jdbc) {
        jdbc.sql("update journal.relay set until = now() - interval '1 second'").update();
    }

    private static int cursors(HubUnderTest hub) {
        return hub.bean(JdbcClient.class)
                .sql("select count(*) from journal.cursor where consumer = :consumer")
                .param("consumer", RelayPartition.CONSUMER)
                .query(Integer.class)
                .single();
    }

    private static String[] to(String brokers, String prefix) {
        return new String[] {
            "tributary.kafka.bootstrap-servers=" + brokers,
            "tributary.kafka.topic-prefix=" + prefix,
            "tributary.kafka.topic-partitions=3"
        };
    }

    private static void append(HubUnderTest hub, String type, int version) {
        var events = IntStream.range(0, KEYS)
                .mapToObj(key ->
                        new NewEvent(type, "thing/" + key, new MerchantId(7), version, "{\"n\":%d}".formatted(version)))
                .toList();
        hub.bean(TransactionOperations.class)
                .executeWithoutResult(status -> hub.bean(Journal.class).append(events));
    }

    private static List<ConsumerRecord<String, String>> heard(String topic, int count) {
        var records = new ArrayList<ConsumerRecord<String, String>>();
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.getBrokersAsString(),
                ConsumerConfig.GROUP_ID_CONFIG, "test-" + topic,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.METADATA_MAX_AGE_CONFIG, "500",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(Pattern.compile(Pattern.quote(topic)));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }

    private static Map<String, List<Long>> versionsByKey(List<ConsumerRecord<String, String>> records) {
        var versions = new HashMap<String, List<Long>>();
        records.forEach(record -> versions.computeIfAbsent(record.key(), key -> new ArrayList<>())
                .add(Long.valueOf(headers(record).get("ce_subjectversion"))));
        return versions;
    }

    private static Map<String, String> headers(ConsumerRecord<String, String> record) {
        var headers = new HashMap<String, String>();
        StreamSupport.stream(record.headers().spliterator(), false)
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
