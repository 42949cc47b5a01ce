package dev.tributary.journal;

import dev.tributary.database.SequenceBlocks;
import java.util.List;
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
                   :era,
                   (select pg_current_xact_id()),
                   (select pg_snapshot_xmax(pg_current_snapshot())),
                   fact.id, fact.type, fact.key, fact.merchant_id, fact.version, fact.payload
              from unnest(:ids::bigint[], :types::text[], :keys::text[], :merchants::bigint[], :versions::bigint[],
                          :payloads::text[])
                   with ordinality as fact (id, type, key, merchant_id, version, payload, number)
            """;

    private final JdbcClient jdbc;
    private final SequenceBlocks ids;
    private final JournalEra era;
    private final JournalSignal signal;

    JdbcJournal(JdbcClient jdbc, JournalEra era, JournalSignal signal) {
        this.jdbc = jdbc;
        this.ids = new SequenceBlocks(jdbc, "journal.event_id", EVENTS_MAX);
        this.era = era;
        this.signal = signal;
    }

    @Override
    public void append(List<NewEvent> events) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("events are appended in the transaction of what they tell");
        }
        if (events.size() > EVENTS_MAX) {
            throw new IllegalArgumentException(
                    "%d events in one append, at most %d".formatted(events.size(), EVENTS_MAX));
        }
        if (!events.isEmpty()) {
            insert(events);
            signalAfterCommit();
        }
    }

    private void insert(List<NewEvent> events) {
        var columns = new Columns(events.size());
        for (int i = 0; i < events.size(); i++) {
            columns.set(i, ids.next(), events.get(i));
        }
        int inserted = jdbc.sql(APPEND)
                .param("era", era.current())
                .param("ids", columns.ids)
                .param("types", columns.types)
                .param("keys", columns.keys)
                .param("merchants", columns.merchants)
                .param("versions", columns.versions)
                .param("payloads", columns.payloads)
                .update();
        if (inserted != events.size()) {
            throw new IllegalStateException("appended %d of %d events".formatted(inserted, events.size()));
        }
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

    private static final class Columns {
        final long[] ids;
        final String[] types;
        final String[] keys;
        final long[] merchants;
        final long[] versions;
        final String[] payloads;

        Columns(int size) {
            ids = new long[size];
            types = new String[size];
            keys = new String[size];
            merchants = new long[size];
            versions = new long[size];
            payloads = new String[size];
        }

        void set(int i, long id, NewEvent event) {
            ids[i] = id;
            types[i] = event.type();
            keys[i] = event.key();
            merchants[i] = event.merchant().value();
            versions[i] = event.version();
            payloads[i] = event.payload();
        }
    }
}
