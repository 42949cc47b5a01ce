package dev.tributary.bench;

import dev.tributary.journal.Event;
import dev.tributary.journal.JournalConsumer;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes down every event it hears, without any guard: what comes twice stands there twice. */
public class HeardConsumer implements JournalConsumer {

    static final String TABLE = """
            create schema if not exists proof;
            create table if not exists proof.heard (
                serial bigint generated always as identity primary key,
                event_id bigint not null,
                key text not null,
                version bigint not null
            )
            """;
    private static final String WRITE = """
            insert into proof.heard (event_id, key, version)
            select event_id, key, version
              from unnest(?::bigint[], ?::text[], ?::bigint[]) with ordinality as heard (event_id, key, version, number)
             order by number
            """;

    private final JdbcTemplate jdbc;

    public HeardConsumer(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "proof";
    }

    @Override
    public int partitions() {
        return 2;
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "order.placed.v1",
                "order.paid.v1",
                "order.amended.v1",
                "order.cancelled.v1",
                "order.expired.v1",
                "order.shipped.v1",
                "order.decided.v1",
                "order.returned.v1",
                "order.hold-extended.v1",
                "order.promise-changed.v1",
                "order.refund-due.v1",
                "stock.changed.v1");
    }

    @Override
    public void accept(List<Event> events) {
        jdbc.update(
                WRITE,
                events.stream().mapToLong(Event::id).toArray(),
                events.stream().map(Event::key).toArray(String[]::new),
                events.stream().mapToLong(Event::version).toArray());
    }
}
