package dev.tributary.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the cursors. A locked row is the right to write the consumer's effect of that partition. */
@Component
class CursorStore {

    private static final String COLUMNS = """
            select consumer, partition, partitions, era, window_from::text::bigint as window_from,
                   window_to::text::bigint as window_to, position
              from journal.cursor
            """;
    /**
     * The step's commit need not wait for the disk: cursor and effect stand in one transaction, so a crash loses both
     * or neither, and what was lost is read again.
     */
    private static final String TRY_LOCK = COLUMNS + """
             where consumer = :consumer and partition = :partition
               and set_config('synchronous_commit', 'off', true) = 'off'
               for update skip locked
            """;

    private static final String LOCK_OF_KEY = COLUMNS + """
             where consumer = :consumer
               and partition = (hashtextextended(:key, 0) & 9223372036854775807) % partitions
               for update
            """;
    private static final String LOCK_ALL = COLUMNS + " where consumer = :consumer order by partition for update";
    private static final String FIND = COLUMNS + " where consumer = :consumer and partition = :partition";
    private static final String MOVE = """
            update journal.cursor
               set era = :era, window_from = :from::text::xid8, window_to = :to::text::xid8, position = :position,
                   moved_at = now()
             where consumer = :consumer and partition = :partition
               and (era, window_from, window_to, position)
                 = (:oldEra, :oldFrom::text::xid8, :oldTo::text::xid8, :oldPosition)
            """;
    private static final String CREATE = """
            insert into journal.cursor (consumer, partition, partitions, era, window_from, window_to)
            select :consumer, partition, :partitions, :era, :from::text::xid8, :from::text::xid8
              from generate_series(0, :partitions - 1) as partition
            on conflict do nothing
            """;
    private static final String FORGET = "delete from journal.cursor where consumer = :consumer";
    private static final String FIRST_ERA = "select min(era) from journal.era";

    private final JdbcClient jdbc;

    CursorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when another node holds it. */
    Optional<Cursor> tryLock(String consumer, int partition) {
        return jdbc.sql(TRY_LOCK)
                .param("consumer", consumer)
                .param("partition", partition)
                .query((row, number) -> cursor(row))
                .optional();
    }

    /** As it stands, without a right to it: whoever moves it must find it there still. */
    Cursor find(String consumer, int partition) {
        return jdbc.sql(FIND)
                .param("consumer", consumer)
                .param("partition", partition)
                .query((row, number) -> cursor(row))
                .single();
    }

    /** No cursor of it holds the journal back any more; it begins anew when it is ever prepared again. */
    void forget(String consumer) {
        jdbc.sql(FORGET).param("consumer", consumer).update();
    }

    /** Waits for whoever holds the cursor that the key belongs to. */
    Optional<Cursor> lockOfKey(String consumer, String key) {
        return jdbc.sql(LOCK_OF_KEY)
                .param("consumer", consumer)
                .param("key", key)
                .query((row, number) -> cursor(row))
                .optional();
    }

    /** Fails when the cursor is no longer where it was: then this node's right to it is gone, and so is its effect. */
    void move(Cursor from, Cursor to) {
        int moved = jdbc.sql(MOVE)
                .param("consumer", from.consumer())
                .param("partition", from.partition())
                .param("era", to.window().era())
                .param("from", to.window().from())
                .param("to", to.window().to())
                .param("position", to.position())
                .param("oldEra", from.window().era())
                .param("oldFrom", from.window().from())
                .param("oldTo", from.window().to())
                .param("oldPosition", from.position())
                .update();
        if (moved != 1) {
            throw new IllegalStateException("the cursor of %s is no longer ours".formatted(from));
        }
    }

    /**
     * Makes the cursors of a consumer. A new one begins with the oldest event there is; one that is split otherwise than
     * before begins with the oldest event that any of its partitions had not done, so it hears some again.
     */
    void prepare(String consumer, int partitions) {
        var existing = jdbc.sql(LOCK_ALL)
                .param("consumer", consumer)
                .query((row, number) -> cursor(row))
                .list();
        if (existing.isEmpty()) {
            create(
                    consumer,
                    partitions,
                    jdbc.sql(FIRST_ERA).query(Integer.class).single(),
                    0);
        } else if (existing.getFirst().partitions() != partitions) {
            var oldest = oldest(existing);
            jdbc.sql(FORGET).param("consumer", consumer).update();
            create(consumer, partitions, oldest.era(), oldest.from());
        }
    }

    private static Window oldest(List<Cursor> cursors) {
        return cursors.stream()
                .map(Cursor::window)
                .min(Comparator.comparingInt(Window::era).thenComparingLong(Window::from))
                .orElseThrow();
    }

    private void create(String consumer, int partitions, int era, long from) {
        jdbc.sql(CREATE)
                .param("consumer", consumer)
                .param("partitions", partitions)
                .param("era", era)
                .param("from", from)
                .update();
    }

    private static Cursor cursor(ResultSet row) throws SQLException {
        return new Cursor(
                row.getString("consumer"),
                row.getInt("partition"),
                row.getInt("partitions"),
                new Window(row.getInt("era"), row.getLong("window_from"), row.getLong("window_to")),
                row.getLong("position"));
    }
}
