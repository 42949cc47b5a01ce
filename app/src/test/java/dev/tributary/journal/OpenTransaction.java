package dev.tributary.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A transaction on a connection of its own that a test keeps open while others come and go, all on one thread. */
final class OpenTransaction implements AutoCloseable {

    private final Connection connection;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    OpenTransaction(DataSource database) {
        try {
            connection = database.getConnection();
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        jdbc = JdbcClient.create(template);
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /** Takes a transaction id without writing anything. */
    OpenTransaction begin() {
        jdbc.sql("select pg_current_xact_id()::text").query(String.class).single();
        return this;
    }

    OpenTransaction append(NewEvent... events) {
        TransactionSynchronizationManager.initSynchronization();
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            new JdbcJournal(
                            template,
                            new JournalEra(jdbc, new JdbcTransactionManager() {}) {
                                @Override
                                int current() {
                                    return jdbc.sql("select max(era) from journal.era")
                                            .query(Integer.class)
                                            .single();
                                }
                            },
                            new JournalSignal())
                    .append(List.of(events));
        } finally {
            TransactionSynchronizationManager.clear();
        }
        return this;
    }

    int pid() {
        return jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
    }

    void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
