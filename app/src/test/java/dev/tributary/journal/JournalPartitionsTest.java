package dev.tributary.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalPartitionsTest {

    private final JournalNode node = new JournalNode(TestPostgres.freshDatabase());

    @Test
    void partitionsReachAWeekAhead() {
        node.partitions.maintain();
        assertThat(partitions()).hasSize(8);
    }

    @Test
    void anOldPartitionIsDroppedOnlyBelowEveryCursor() {
        var heard = new Heard("heard");
        var reader = node.reader(heard);
        node.jdbc
                .sql("create table journal.event_20200101 partition of journal.event "
                        + "for values from ('2020-01-01 00:00:00+00') to ('2020-01-02 00:00:00+00')")
                .update();
        node.jdbc.sql("""
                        insert into journal.event (appended_at, position, id, merchant_id, version, era, type, key, payload)
                        values ('2020-01-01 12:00:00+00', 1, 1, 7, 1, 1, 'order.placed.v1', 'order/1', '{}')
                        """).update();

        node.partitions.maintain();
        assertThat(partitions()).contains("event_20200101");

        JournalNode.drain(reader);
        node.partitions.maintain();
        assertThat(heard.keys).containsExactly("order/1");
        assertThat(partitions()).hasSize(8).doesNotContain("event_20200101");
    }

    private List<String> partitions() {
        return node
                .jdbc
                .sql("select inhrelid::regclass::text from pg_inherits where inhparent = 'journal.event'::regclass")
                .query(String.class)
                .list()
                .stream()
                .map(name -> name.replace("journal.", ""))
                .toList();
    }
}
