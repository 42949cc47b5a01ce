package dev.tributary.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps parked events. Only changed while the cursor of their partition is locked. */
@Component
class ParkedStore {

    private static final int REASON_LENGTH_MAX = 500;

    private static final String KEYS = """
            select distinct key from journal.parked where consumer = :consumer and key = any(:keys::text[])
            """;
    private static final String ANY = "select exists (select from journal.parked where consumer = :consumer)";
    private static final String COUNT = "select count(*) from journal.parked";
    private static final String COUNT_OF_CONSUMER = "select count(*) from journal.parked where consumer = :consumer";
    private static final String COUNT_OF_KEY =
            "select count(*) from journal.parked where consumer = :consumer and key = :key";
    private static final String PARK = """
            insert into journal.parked (consumer, key, position, id, appended_at, type, merchant_id, version, payload,
                                        reason, attempts)
            select :consumer, key, position, id, appended_at, type, merchant_id, version, payload,
                   case when position = :failed then :reason end,
                   case when position = :failed then 1 else 0 end
              from journal.event
             where era = :era and transaction_id >= :from::text::xid8 and transaction_id < :to::text::xid8
               and position = any(:positions::bigint[])
            on conflict do nothing
            """;
    private static final String COLUMNS = """
            select consumer, key, position, id, appended_at, type, merchant_id, version, payload, reason, attempts,
                   parked_at
              from journal.parked
            """;
    private static final String LIST = COLUMNS + " order by parked_at, position limit :limit";
    private static final String FIRST =
            COLUMNS + " where consumer = :consumer and key = :key order by position limit 1";
    private static final String DELETE =
            "delete from journal.parked where consumer = :consumer and key = :key and id = :id";
    private static final String FAILED_AGAIN = """
            update journal.parked set reason = :reason, attempts = attempts + 1
             where consumer = :consumer and key = :key and id = :id
            """;

    private final JdbcClient jdbc;

    ParkedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the events' keys that have something parked: their events have to wait behind it. */
    Set<String> blockedKeys(String consumer, List<EventStore.Placed> events) {
        boolean any =
                jdbc.sql(ANY).param("consumer", consumer).query(Boolean.class).single();
        if (!any) {
            return Set.of();
        }
        var keys =
                events.stream().map(placed -> placed.event().key()).distinct().toArray(String[]::new);
        return new HashSet<>(jdbc.sql(KEYS)
                .param("consumer", consumer)
                .param("keys", keys)
                .query(String.class)
                .list());
    }

    void parkBehind(Cursor cursor, List<EventStore.Placed> events) {
        park(cursor, events, -1, "");
    }

    void parkFailed(Cursor cursor, EventStore.Placed event, String reason) {
        park(cursor, List.of(event), event.position(), reason);
    }

    private void park(Cursor cursor, List<EventStore.Placed> events, long failed, String reason) {
        jdbc.sql(PARK)
                .param("consumer", cursor.consumer())
                .param("failed", failed)
                .param("reason", shortened(reason))
                .param("era", cursor.window().era())
                .param("from", cursor.window().from())
                .param("to", cursor.window().to())
                .param(
                        "positions",
                        events.stream().mapToLong(EventStore.Placed::position).toArray())
                .update();
    }

    long count() {
        return jdbc.sql(COUNT).query(Long.class).single();
    }

    long count(String consumer) {
        return jdbc.sql(COUNT_OF_CONSUMER)
                .param("consumer", consumer)
                .query(Long.class)
                .single();
    }

    long count(String consumer, String key) {
        return jdbc.sql(COUNT_OF_KEY)
                .param("consumer", consumer)
                .param("key", key)
                .query(Long.class)
                .single();
    }

    List<ParkedEvents.ParkedEvent> list(int limit) {
        return jdbc.sql(LIST)
                .param("limit", limit)
                .query((row, number) -> parked(row))
                .list();
    }

    Optional<ParkedEvents.ParkedEvent> first(String consumer, String key) {
        return jdbc.sql(FIRST)
                .param("consumer", consumer)
                .param("key", key)
                .query((row, number) -> parked(row))
                .optional();
    }

    boolean delete(String consumer, String key, long id) {
        return jdbc.sql(DELETE)
                        .param("consumer", consumer)
                        .param("key", key)
                        .param("id", id)
                        .update()
                == 1;
    }

    void failedAgain(String consumer, String key, long id, String reason) {
        jdbc.sql(FAILED_AGAIN)
                .param("consumer", consumer)
                .param("key", key)
                .param("id", id)
                .param("reason", shortened(reason))
                .update();
    }

    private static String shortened(String reason) {
        return reason.length() <= REASON_LENGTH_MAX ? reason : reason.substring(0, REASON_LENGTH_MAX);
    }

    private static ParkedEvents.ParkedEvent parked(ResultSet row) throws SQLException {
        return new ParkedEvents.ParkedEvent(
                row.getString("consumer"),
                EventStore.event(row),
                Optional.ofNullable(row.getString("reason")),
                row.getInt("attempts"),
                row.getTimestamp("parked_at").toInstant());
    }
}
