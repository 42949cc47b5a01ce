package dev.tributary.journal;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A cursor beyond what exists would skip news for ever; a missing partition would never read its keys. */
public final class CursorsCheck implements BookCheck {

    private static final String COUNT = "select count(*) from journal.cursor";
    private static final String AHEAD = """
            select consumer || '-' || partition || ' stands at ' || window_to || ' of era ' || cursor.era
              from journal.cursor
             where cursor.era > (select max(era) from journal.era)
                or cursor.era = (select max(era) from journal.era)
                   and window_to > pg_snapshot_xmax(pg_current_snapshot())
            """;
    private static final String INCOMPLETE = """
            select consumer || ' has ' || count(*) || ' of ' || max(partitions) || ' cursors'
              from journal.cursor
             group by consumer
            having count(*) <> max(partitions) or min(partitions) <> max(partitions)
            """;

    @Override
    public String name() {
        return "every journal cursor stands where the journal is";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        findings.checked(books.sql(COUNT).query(Long.class).single());
        books.sql(AHEAD).query(String.class).list().forEach(findings::wrong);
        books.sql(INCOMPLETE).query(String.class).list().forEach(findings::wrong);
    }
}
