package dev.tributary.journal;

import dev.tributary.kernel.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the journal's table. Transaction ids are {@code xid8} there and {@code long} here. */
@Component
class EventStore {

    private static final String HORIZON = """
            select pg_snapshot_xmin(snapshot)::text::bigint as oldest_open, pg_snapshot_xmax(snapshot)::text::bigint as next
              from pg_current_snapshot() as snapshot
            """;
    /** Planning a read anew over all partitions costs more than a small window's reading. */
    private static final String PLAN_ONCE = HORIZON + """
             where set_config('plan_cache_mode', 'force_generic_plan', true) <> ''
            """;

    private static final String END_OF_ERA = """
            select max(transaction_id)::text::bigint + 1 from journal.event where era = :era
            """;
    private static final String BOUNDS = """
            select (select transaction_id::text::bigint from journal.event
                     where era = :era and transaction_id >= :from::text::xid8 and transaction_id < :to::text::xid8
                     order by event.transaction_id limit 1) as first,
                   (select transaction_id::text::bigint from journal.event
                     where era = :era and transaction_id >= :from::text::xid8 and transaction_id < :to::text::xid8
                     order by event.transaction_id offset :limit limit 1) as beyond
            """;
    private static final String OF_INTEREST = """
               and (cardinality(:types::text[]) = 0 or type = any(:types::text[]))
               and (hashtextextended(key, 0) & 9223372036854775807) % :partitions = :partition
            """;
    private static final String IN_WINDOW = """
             where era = :era and transaction_id >= :from::text::xid8 and transaction_id < :to::text::xid8
            """ + OF_INTEREST;
    private static final String SEEN = "select max(seen_before)::text::bigint from journal.event" + IN_WINDOW;
    private static final String PLACES =
            "select transaction_id::text::bigint as transaction, position, key from journal.event" + IN_WINDOW;
    private static final String EVENT = """
            transaction_id::text::bigint as transaction, position, hashtextextended(key, 0) as key_hash, id,
            appended_at, type, key, merchant_id, version, payload
            """;
    private static final String READ = "select " + EVENT + "from journal.event" + IN_WINDOW + """
               and position > :position
             order by position
             limit :limit
            """;

    /** By the index's own order, so that nothing is sorted by the database, whose processor the writers need. */
    private static final String READ_WHOLE = "select " + EVENT + """
                 , seen_before::text::bigint as seen_before
              from journal.event
             where era = :era and transaction_id >= :from::text::xid8 and transaction_id < :to::text::xid8
               and (cardinality(:types::text[]) = 0 or type = any(:types::text[]))
             order by event.transaction_id
             limit :limit
            """;

    private final JdbcClient jdbc;

    EventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is below {@code oldestOpen} has ended, and stays as it is; {@code next} is the id the next transaction gets.
     */
    record Horizon(long oldestOpen, long next) {}

    /** @param beyond the transaction of the first event that no longer fits under the limit */
    record Bounds(OptionalLong first, OptionalLong beyond) {}

    /** An event and where it stands. */
    record Placed(long transaction, long position, long keyHash, Event event) {

        Window.Place place() {
            return new Window.Place(transaction, position, event.key());
        }
    }

    /**
     * All events of some types in whole transactions, in the order to be told.
     *
     * @param window shorter than the one asked for where that holds more events than the limit
     * @param seenBefore what precedes them lies below this transaction id; 0 when there are none
     */
    record Whole(Window window, List<Placed> events, long seenBefore) {}

    private record Row(Placed placed, long seenBefore) {}

    Horizon horizon() {
        return horizon(HORIZON);
    }

    /** The same, and for the rest of the transaction no statement is planned twice. */
    Horizon horizonAndPlanOnce() {
        return horizon(PLAN_ONCE);
    }

    private Horizon horizon(String sql) {
        return jdbc.sql(sql)
                .query((row, number) -> new Horizon(row.getLong("oldest_open"), row.getLong("next")))
                .single();
    }

    /** The end of an era that is over: everything in it has ended, for it came here by a copy. */
    OptionalLong endOfEra(int era) {
        return jdbc.sql(END_OF_ERA)
                .param("era", era)
                .query((row, number) -> nullable(row, 1))
                .single();
    }

    Bounds bounds(Window window, int limit) {
        return jdbc.sql(BOUNDS)
                .param("era", window.era())
                .param("from", window.from())
                .param("to", window.to())
                .param("limit", limit)
                .query((row, number) -> new Bounds(nullable(row, 1), nullable(row, 2)))
                .single();
    }

    /** What precedes the window's events lies below this transaction id; empty when the window has no such events. */
    OptionalLong seenBefore(Window window, Interest interest) {
        return inWindow(SEEN, window, interest)
                .query((row, number) -> nullable(row, 1))
                .single();
    }

    List<Window.Place> places(Window window, Interest interest) {
        return inWindow(PLACES, window, interest)
                .query((row, number) -> new Window.Place(row.getLong(1), row.getLong(2), row.getString(3)))
                .list();
    }

    List<Placed> read(Window window, long afterPosition, Interest interest, int limit) {
        return inWindow(READ, window, interest)
                .param("position", afterPosition)
                .param("limit", limit)
                .query((row, number) -> placed(row))
                .list();
    }

    /**
     * As many whole transactions of a window as the limit allows, by one statement, whatever the keys hash to; empty when
     * the first of them alone has more events.
     */
    Optional<Whole> readWhole(Window window, Set<String> types, int limit) {
        var found = jdbc.sql(READ_WHOLE)
                .param("era", window.era())
                .param("from", window.from())
                .param("to", window.to())
                .param("types", types.toArray(String[]::new))
                .param("limit", limit + 1)
                .query((row, number) -> new Row(placed(row), row.getLong("seen_before")))
                .list();
        long to = found.size() > limit ? found.getLast().placed().transaction() : window.to();
        var whole =
                found.stream().filter(row -> row.placed().transaction() < to).toList();
        if (whole.isEmpty() && !found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Whole(
                new Window(window.era(), window.from(), to),
                whole.stream()
                        .map(Row::placed)
                        .sorted(Comparator.comparingLong(Placed::position))
                        .toList(),
                whole.stream().mapToLong(Row::seenBefore).max().orElse(0)));
    }

    private JdbcClient.StatementSpec inWindow(String sql, Window window, Interest interest) {
        return jdbc.sql(sql)
                .param("era", window.era())
                .param("from", window.from())
                .param("to", window.to())
                .param("types", interest.typeArray())
                .param("partition", interest.partition())
                .param("partitions", interest.partitions());
    }

    private static Placed placed(ResultSet row) throws SQLException {
        return new Placed(row.getLong("transaction"), row.getLong("position"), row.getLong("key_hash"), event(row));
    }

    static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getLong("id"),
                row.getTimestamp("appended_at").toInstant(),
                row.getString("type"),
                row.getString("key"),
                new MerchantId(row.getLong("merchant_id")),
                row.getLong("version"),
                row.getString("payload"));
    }

    private static OptionalLong nullable(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
