package dev.tributary.journal;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The number of clusters these books have lived in. Transaction ids of different clusters do not compare, so a journal
 * restored into another cluster (another {@code system_identifier}) goes on in a new era.
 */
@Component
class JournalEra {

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('journal.era', 0))";
    private static final String BEGIN_WHEN_CHANGED = """
            insert into journal.era (era, system_identifier)
            select coalesce(max(era.era), 0) + 1, control.system_identifier
              from pg_control_system() as control
              left join journal.era on true
             group by control.system_identifier
            having not coalesce(
                       (select last.system_identifier = control.system_identifier
                          from journal.era as last order by last.era desc limit 1), false)
            """;
    private static final String CURRENT = "select max(era) from journal.era";

    private final JdbcClient jdbc;
    private final TransactionTemplate alone;
    private volatile int current;

    JournalEra(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.alone = new TransactionTemplate(transactions);
        // The first append may come inside a transaction that is rolled back; the era must stay.
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Asked of the database once: a running node cannot change clusters without losing every connection's state. */
    int current() {
        if (current == 0) {
            current = establish();
        }
        return current;
    }

    private synchronized int establish() {
        return alone.execute(status -> {
            jdbc.sql(LOCK).query((row, number) -> "").single();
            jdbc.sql(BEGIN_WHEN_CHANGED).update();
            return jdbc.sql(CURRENT).query(Integer.class).single();
        });
    }
}
