package dev.tributary.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Which topic an event goes to, and how it looks there: CloudEvents 1.0 in Kafka's binary mode, so the value is the payload
 * as it stands in the journal. A topic for each family of types, the key for the partition.
 */
final class KafkaTopics {

    private static final int CREATED_WITHIN_SECONDS = 15;

    private final RelaySettings settings;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    KafkaTopics(RelaySettings settings) {
        this.settings = settings;
    }

    /** What every client of Kafka is made with. */
    Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>(settings.client());
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return client;
    }

    ProducerRecord<byte[], byte[]> record(Event event) {
        List<Header> headers = new ArrayList<>();
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_id", Long.toString(event.id()));
        header(headers, "ce_source", "/tributary");
        header(headers, "ce_type", event.type());
        header(headers, "ce_time", event.appendedAt().toString());
        header(headers, "ce_subject", event.key());
        header(headers, "ce_merchant", event.merchant().toString());
        header(headers, "ce_subjectversion", Long.toString(event.version()));
        header(headers, "content-type", "application/json");
        return new ProducerRecord<>(topic(event.type()), null, bytes(event.key()), bytes(event.payload()), headers);
    }

    /** {@code tributary.order} for {@code order.placed.v1}. */
    String topic(String type) {
        return settings.topicPrefix() + type.substring(0, type.indexOf('.'));
    }

    /** Makes those that do not exist. */
    void make(List<Event> events) throws InterruptedException {
        var missing = events.stream()
                .map(event -> topic(event.type()))
                .distinct()
                .filter(topic -> !known.contains(topic))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        try (var admin = Admin.create(client())) {
            for (String topic : missing) {
                make(admin, topic);
                known.add(topic);
            }
        }
    }

    private void make(Admin admin, String topic) throws InterruptedException {
        try {
            admin.createTopics(List.of(new NewTopic(topic, settings.topicPartitions(), settings.topicReplicas())))
                    .all()
                    .get(CREATED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("topic %s could not be made".formatted(topic), e.getCause());
            }
        } catch (TimeoutException e) {
            throw new KafkaException("topic %s was not made in time".formatted(topic), e);
        }
    }

    private static void header(List<Header> headers, String name, String value) {
        headers.add(new RecordHeader(name, bytes(value)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
