package dev.tributary.journal;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Positions follow each key's order: in every slice of the journal a key's versions never fall. Whoever appends without
 * holding the key's row is found here.
 */
public final class VersionsCheck implements BookCheck {

    private static final int EVENTS_A_SLICE = 5_000;

    private static final String SLICE = """
            with slice as materialized (
                select era, transaction_id, position, key, version
                  from journal.event
                 where (era, transaction_id) > (:era, :transaction::text::xid8)
                 order by era, transaction_id
                 limit :limit),
            compared as (
                select key, version, lag(version) over (partition by key order by position) as before from slice)
            select (select count(*) from slice) as events,
                   (select max(era) from slice) as era,
                   (select max(transaction_id)::text::bigint from slice where era = (select max(era) from slice))
                       as transaction,
                   (select count(*) from compared where version < before) as wrong,
                   (select min(key) from compared where version < before) as example
            """;

    @Override
    public String name() {
        return "a key's events stand in the journal in the order of its versions";
    }

    @Override
    public void run(JdbcClient books, Findings findings) {
        var slice = new Slice(0, 0, 0);
        do {
            slice = next(books, slice, findings);
        } while (slice.events() == EVENTS_A_SLICE);
    }

    /** The last transaction of a slice may be cut; its rest is not compared. */
    private record Slice(int era, long transaction, long events) {}

    private static Slice next(JdbcClient books, Slice after, Findings findings) {
        return books.sql(SLICE)
                .param("era", after.era())
                .param("transaction", after.transaction())
                .param("limit", EVENTS_A_SLICE)
                .query((row, number) -> {
                    findings.checked(row.getLong("events"));
                    for (long i = 0; i < row.getLong("wrong"); i++) {
                        findings.wrong(row.getString("example"));
                    }
                    return new Slice(row.getInt("era"), row.getLong("transaction"), row.getLong("events"));
                })
                .single();
    }
}
