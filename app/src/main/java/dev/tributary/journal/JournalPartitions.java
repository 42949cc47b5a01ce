package dev.tributary.journal;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the journal's daily partitions a week ahead, and drops those past retention that every cursor has done. */
@Component
class JournalPartitions {

    private static final int DAYS_AHEAD = 7;
    private static final Logger LOG = LoggerFactory.getLogger(JournalPartitions.class);

    private static final String ONE_NODE_AT_A_TIME =
            "select pg_try_advisory_xact_lock(hashtextextended('journal.partitions', 0))";
    // Dropping locks the whole table for a moment; behind a long reader it must not make writers wait.
    private static final String DO_NOT_WAIT = "set local lock_timeout = '200ms'";
    private static final String MAKE = "select journal.make_partitions(:days)";
    private static final String PAST_RETENTION = """
            select child.relname
              from pg_inherits
              join pg_class as child on child.oid = pg_inherits.inhrelid
             where pg_inherits.inhparent = 'journal.event'::regclass
               and to_date(right(child.relname, 8), 'YYYYMMDD') + 1
                   <= (now() at time zone 'UTC') - make_interval(secs => :seconds)
             order by child.relname
            """;
    private static final String UNREAD = """
            select exists (
                select from journal.cursor
                  join journal.%s as event
                    on (event.era, event.transaction_id) >= (cursor.era, cursor.window_from))
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Duration retention;

    JournalPartitions(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${tributary.journal.retention:7d}") Duration retention) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.retention = retention;
    }

    void maintain() {
        transaction.executeWithoutResult(status -> {
            if (lock()) {
                jdbc.sql(MAKE).param("days", DAYS_AHEAD).query(Integer.class).single();
            }
        });
        pastRetention().forEach(this::dropWhenRead);
    }

    private boolean lock() {
        return jdbc.sql(ONE_NODE_AT_A_TIME).query(Boolean.class).single();
    }

    private List<String> pastRetention() {
        return jdbc.sql(PAST_RETENTION)
                .param("seconds", retention.toSeconds())
                .query(String.class)
                .list();
    }

    private void dropWhenRead(String partition) {
        transaction.executeWithoutResult(status -> {
            if (!lock()) {
                return;
            }
            if (jdbc.sql(UNREAD.formatted(partition)).query(Boolean.class).single()) {
                LOG.warn("journal partition {} is past its retention, but a consumer has not read it", partition);
                return;
            }
            jdbc.sql(DO_NOT_WAIT).update();
            jdbc.sql("drop table journal." + partition).update();
            LOG.info("dropped journal partition {}", partition);
        });
    }
}
