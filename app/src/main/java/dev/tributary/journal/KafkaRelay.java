package dev.tributary.journal;

import dev.tributary.database.NodeRoles;
import dev.tributary.database.Phases;
import dev.tributary.database.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Copies every event to Kafka where one is configured, in the order of each key, at least once; see ADR 18. */
@Component
@EnableConfigurationProperties(RelaySettings.class)
class KafkaRelay implements SmartLifecycle {

    private static final int PARTITIONS = 4;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOPPING_MAX = Duration.ofSeconds(15);
    private static final String CLUSTER = "select 'tributary-' || system_identifier from pg_control_system()";
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRelay.class);

    private final RelaySettings settings;
    private final NodeRoles roles;
    private final JournalSignal signal;
    private final TransactionTemplate transaction;
    private final RelayPartition.Parts parts;
    private final List<Loop> loops = new ArrayList<>();
    private volatile boolean running;

    KafkaRelay(
            RelaySettings settings,
            NodeRoles roles,
            JournalSignal signal,
            JdbcClient jdbc,
            EventStore events,
            Windows windows,
            CursorStore cursors,
            JournalEra era,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.roles = roles;
        this.signal = signal;
        this.transaction = new TransactionTemplate(transactions);
        this.parts = new RelayPartition.Parts(jdbc, events, windows, cursors, era, new KafkaTopics(settings));
    }

    @Override
    public synchronized void start() {
        running = true;
        if (settings.stopped()) {
            transaction.executeWithoutResult(status -> parts.cursors().forget(RelayPartition.CONSUMER));
        }
        if (!settings.copies() || !roles.plays(Role.DELIVERY)) {
            return;
        }
        transaction.executeWithoutResult(status -> parts.cursors().prepare(RelayPartition.CONSUMER, PARTITIONS));
        String cluster = parts.jdbc().sql(CLUSTER).query(String.class).single();
        for (int i = 0; i < PARTITIONS; i++) {
            var partition = new RelayPartition(i, PARTITIONS, cluster, parts);
            loops.add(Loop.start(partition.name(), loop -> copy(partition, loop)));
        }
        LOG.info("the journal is copied to Kafka at {}", settings.bootstrapServers());
    }

    private void copy(RelayPartition partition, Loop loop) throws InterruptedException {
        try {
            long heard = 0;
            while (loop.running()) {
                if (!partition.step()) {
                    heard = signal.readers().await(heard, POLL);
                }
            }
        } finally {
            if (loop.running()) {
                partition.close();
            } else {
                partition.letGo();
            }
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        loops.forEach(Loop::askToStop);
        signal.committedHere();
        for (Loop loop : loops) {
            try {
                loop.join(STOPPING_MAX);
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
        loops.clear();
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
