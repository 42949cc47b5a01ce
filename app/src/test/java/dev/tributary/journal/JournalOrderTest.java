package dev.tributary.journal;

import static dev.tributary.journal.JournalNode.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.TestPostgres;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Every way in which a reader could lose an event or take two of a key in the wrong order. */
class JournalOrderTest {

    private final DataSource database = TestPostgres.freshDatabase();
    private final JournalNode node = new JournalNode(database);
    private final Heard heard = new Heard("heard");

    @Test
    void aSlowTransactionThatCommitsLateIsNotSkipped() {
        var reader = node.reader(heard);
        try (var slow = new OpenTransaction(database).begin()) {
            node.append("order/2");
            assertThat(reader.step()).isEqualTo(PartitionReader.Step.IDLE);
            assertThat(heard.keys).isEmpty();

            slow.append(event("order/1")).commit();
        }
        JournalNode.drain(reader);
        assertThat(heard.keys).containsExactly("order/2", "order/1");
    }

    @Test
    void aTransactionThatRollsBackLeavesNoHole() {
        var reader = node.reader(heard);
        try (var doomed = new OpenTransaction(database).append(event("order/1"))) {
            node.append("order/2");
            assertThat(reader.step()).isEqualTo(PartitionReader.Step.IDLE);
        }
        JournalNode.drain(reader);
        assertThat(heard.keys).containsExactly("order/2");
    }

    @Test
    void twoInterleavedKeysAreEachReadInTheirOrder() {
        var reader = node.reader(heard);
        for (long version = 1; version <= 50; version++) {
            try (var one = new OpenTransaction(database).begin();
                    var other = new OpenTransaction(database).begin()) {
                other.append(event("order/1", version)).commit();
                one.append(event("order/2", version)).commit();
            }
            if (version % 10 == 0) {
                JournalNode.drain(reader);
            }
        }
        assertThat(versionsOf("order/1")).isEqualTo(oneTo(50));
        assertThat(versionsOf("order/2")).isEqualTo(oneTo(50));
    }

    @Test
    void anOpenTransactionInAnotherDatabaseDelaysNewsButLosesNone() {
        var reader = node.reader(heard);
        var elsewhere = TestPostgres.freshDatabase();
        try (var foreign = new OpenTransaction(elsewhere).begin()) {
            node.append("order/1");
            assertThat(reader.step()).isEqualTo(PartitionReader.Step.IDLE);

            node.metrics.sample();
            assertThat(node.metrics.horizon().holder()).hasValue(foreign.pid());
            foreign.commit();
        }
        JournalNode.drain(reader);
        assertThat(heard.keys).containsExactly("order/1");
    }

    @Test
    void aKeysFirstEventIsNotOvertakenWhenItsTransactionGotTheHigherId() {
        var reader = node.reader(heard);
        // A gets its id first but the row's lock second; C keeps the horizon between the two.
        try (var a = new OpenTransaction(database).begin();
                var c = new OpenTransaction(database).begin();
                var b = new OpenTransaction(database).begin()) {
            b.append(event("stock/1", 1)).commit();
            a.append(event("stock/1", 2)).commit();

            JournalNode.drain(reader);
            assertThat(heard.keys).isEmpty();
            c.commit();
        }
        JournalNode.drain(reader);
        assertThat(versionsOf("stock/1")).containsExactly(1L, 2L);
    }

    @Test
    void aWindowCutBySizeDoesNotOvertakeEither() {
        var reader = node.reader(heard);
        try (var a = new OpenTransaction(database).begin()) {
            var filling = IntStream.range(0, Windows.EVENTS_MAX)
                    .mapToObj(i -> event("order/" + i))
                    .toArray(NewEvent[]::new);
            try (var crowd = new OpenTransaction(database).append(filling);
                    var b = new OpenTransaction(database).begin()) {
                crowd.commit();
                b.append(event("stock/1", 1)).commit();
            }
            a.append(event("stock/1", 2)).commit();
        }
        JournalNode.drain(reader);
        assertThat(versionsOf("stock/1")).containsExactly(1L, 2L);
        assertThat(heard.keys).hasSize(Windows.EVENTS_MAX + 2);
    }

    @Test
    void eachPartitionReadsItsKeysAndTogetherTheyReadAll() {
        var shared = new Heard("shared", 3);
        var readers = IntStream.range(0, 3)
                .mapToObj(partition -> node.reader(shared, partition))
                .toList();
        node.append(IntStream.range(0, 300).mapToObj(i -> "order/" + i).toArray(String[]::new));

        JournalNode.drain(readers.getFirst());
        assertThat(shared.keys).hasSizeBetween(60, 140);
        readers.forEach(JournalNode::drain);
        assertThat(shared.keys).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void aBacklogLargerThanAWindowIsReadInOrderAndOnce() {
        var reader = node.reader(heard);
        for (int i = 0; i < 30; i++) {
            int batch = i;
            node.append(IntStream.range(0, 500)
                    .mapToObj(n -> "order/" + (batch * 500 + n))
                    .toArray(String[]::new));
        }
        JournalNode.drain(reader);
        assertThat(heard.keys)
                .isEqualTo(
                        IntStream.range(0, 15_000).mapToObj(n -> "order/" + n).toList());
    }

    @Test
    void aChangedEraIsReadAfterTheOneBefore() {
        var reader = node.reader(heard);
        node.append("order/1");
        JournalNode.drain(reader);
        node.append("order/2");

        // As if the books had been copied into another cluster, whose transaction ids begin anew.
        node.jdbc.sql("update journal.era set system_identifier = 1").update();
        node.jdbc
                .sql("update journal.event set transaction_id = (transaction_id::text::bigint + 1000000)::text::xid8, "
                        + "seen_before = (seen_before::text::bigint + 1000000)::text::xid8")
                .update();
        node.jdbc
                .sql("update journal.cursor set window_from = (window_from::text::bigint + 1000000)::text::xid8, "
                        + "window_to = (window_to::text::bigint + 1000000)::text::xid8")
                .update();
        var after = new JournalNode(database);
        after.append("order/3");
        assertThat(after.era.current()).isEqualTo(2);

        JournalNode.drain(after.reader(heard));
        assertThat(heard.keys).containsExactly("order/1", "order/2", "order/3");
        assertThat(node.jdbc
                        .sql("select distinct era from journal.cursor")
                        .query(Integer.class)
                        .list())
                .containsExactly(2);
    }

    private List<Long> versionsOf(String key) {
        return IntStream.range(0, heard.keys.size())
                .filter(i -> heard.keys.get(i).equals(key))
                .mapToObj(heard.versions::get)
                .toList();
    }

    private static List<Long> oneTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
