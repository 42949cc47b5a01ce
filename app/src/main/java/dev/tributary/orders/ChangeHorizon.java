package dev.tributary.orders;

import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The time up to which all changes of orders are there to be read. A transaction may commit after one that began later;
 * a reader who went on from the later one would never see the earlier. Whoever writes orders takes the lock on their
 * table first and their time of change, from the database's clock, second: so no writer who is not seen here changes an
 * order before this was asked, and none who is seen before its transaction began. The hub's sessions end a transaction
 * after five seconds, so the horizon is never further behind. No index, no column, and nothing asked of writers.
 */
@Component
class ChangeHorizon {

    private static final String HORIZON = """
            select least(statement_timestamp(),
                         (select min(writer.xact_start)
                            from pg_locks as held
                            join pg_stat_activity as writer on writer.pid = held.pid and writer.datid = held.database
                           where writer.datname = current_database()
                             and held.relation = 'orders.sales_order'::regclass
                             and held.mode = 'RowExclusiveLock' and held.granted))
            """;

    private final JdbcClient jdbc;

    ChangeHorizon(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Outside a transaction: within one, PostgreSQL keeps its first answer about sessions, and the old snapshot. */
    OffsetDateTime now() {
        return jdbc.sql(HORIZON).query(OffsetDateTime.class).single();
    }
}
