package dev.tributary.journal;

import dev.tributary.database.Columns;
import dev.tributary.database.SequenceBlocks;
import dev.tributary.database.WriteGroup;
import dev.tributary.database.WriteGroup.Message;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Appends with one statement per call: what is the same for all rows is computed once, the rest travels as arrays. */
@Component
class JdbcJournal implements Journal {

    /** As many positions as one append takes from the sequence. */
    static final int EVENTS_MAX = 10_000;

    private static final String APPEND = """
            insert into journal.event (appended_at, position, era, transaction_id, seen_before,
                                       id, type, key, merchant_id, version, payload)
            select statement_timestamp(),
                   (select nextval('journal.position')) + fact.number - 1,
                   ?,
                   (select pg_current_xact_id()),
                   (select pg_snapshot_xmax(pg_current_snapshot())),
                   fact.id, fact.type, fact.key, fact.merchant_id, fact.version, fact.payload
              from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                          ?::text[])
                   with ordinality as fact (id, type, key, merchant_id, version, payload, number)
            """;

    private final JdbcTemplate jdbc;
    private final SequenceBlocks ids;
    private final JournalEra era;
    private final JournalSignal signal;

    JdbcJournal(JdbcTemplate jdbc, JournalEra era, JournalSignal signal) {
        this.jdbc = jdbc;
        this.ids = new SequenceBlocks(JdbcClient.create(jdbc), "journal.event_id", EVENTS_MAX);
        this.era = era;
        this.signal = signal;
    }

    @Override
    public void append(List<NewEvent> events) {
        var group = new WriteGroup();
        append(events, group);
        group.run(jdbc);
    }

    @Override
    public void append(List<NewEvent> events, WriteGroup group) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("events are appended in the transaction of what they tell");
        }
        if (events.size() > EVENTS_MAX) {
            throw new IllegalArgumentException(
                    "%d events in one append, at most %d".formatted(events.size(), EVENTS_MAX));
        }
        if (!events.isEmpty()) {
            group.add(Message.MAKING, APPEND, columns(events), events.size());
            signalAfterCommit();
        }
    }

    private Columns columns(List<NewEvent> events) {
        var columns = new Columns();
        columns.integer(era.current());
        var id = columns.longs();
        var type = columns.texts();
        var key = columns.texts();
        var merchant = columns.longs();
        var version = columns.longs();
        var payload = columns.texts();
        for (var event : events) {
            id.add(ids.next());
            type.add(event.type());
            key.add(event.key());
            merchant.add(event.merchant().value());
            version.add(event.version());
            payload.add(event.payload());
        }
        return columns;
    }

    private void signalAfterCommit() {
        // A transaction that appends twice raises it twice, which is the same news.
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.committedHere();
            }
        });
    }
}
