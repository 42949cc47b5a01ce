package dev.tributary.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * News between nodes: one NOTIFY for however many commits of the last moments, outside their transactions, and a
 * connection that listens. Losing either costs only time, for every reader also polls.
 */
@Component
class OtherNodes {

    private static final String CHANNEL = "tributary_journal";
    private static final Duration GATHERING = Duration.ofMillis(20);
    private static final int LISTENING_MILLIS = 250;
    private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final JournalSignal signal;
    private final String self = UUID.randomUUID().toString();

    OtherNodes(DataSource dataSource, JdbcClient jdbc, JournalSignal signal) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.signal = signal;
    }

    void tell(Loop loop) throws InterruptedException {
        long told = 0;
        while (loop.running()) {
            long heard = signal.otherNodes().await(told, Duration.ofSeconds(1));
            if (heard != told) {
                told = heard;
                jdbc.sql("select pg_notify(:channel, :self)")
                        .param("channel", CHANNEL)
                        .param("self", self)
                        .query((row, number) -> "")
                        .single();
                loop.pause(GATHERING);
            }
        }
    }

    void listen(Loop loop) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("listen " + CHANNEL);
            // What was told while nobody listened is found by looking once.
            signal.committedElsewhere();
            LOG.debug("listening for other nodes as {}", self);
            hear(connection.unwrap(PGConnection.class), loop);
            statement.execute("unlisten *");
        }
    }

    private void hear(PGConnection connection, Loop loop) throws SQLException {
        while (loop.running()) {
            for (var notification : connection.getNotifications(LISTENING_MILLIS)) {
                if (!notification.getParameter().equals(self)) {
                    signal.committedElsewhere();
                }
            }
        }
    }
}
