package dev.tributary.journal;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the journal is copied to.
 *
 * @param bootstrapServers {@code host:port,...}; empty: nowhere; {@code none}: nowhere any more, so that what was not
 *     copied yet no longer holds the journal's old partitions back
 * @param topicPrefix of the topics {@code PREFIXorder}, {@code PREFIXstock} and so on
 * @param topicPartitions of topics that do not exist yet
 * @param topicReplicas of topics that do not exist yet; -1 for what the brokers say
 * @param client more settings of Kafka's clients, such as {@code security.protocol}
 */
@ConfigurationProperties("tributary.kafka")
record RelaySettings(
        @DefaultValue("") String bootstrapServers,
        @DefaultValue("tributary.") String topicPrefix,
        @DefaultValue("12") int topicPartitions,
        @DefaultValue("-1") short topicReplicas,
        @DefaultValue Map<String, String> client) {

    private static final String NONE = "none";

    boolean copies() {
        return !bootstrapServers.isBlank() && !stopped();
    }

    boolean stopped() {
        return NONE.equals(bootstrapServers);
    }
}
