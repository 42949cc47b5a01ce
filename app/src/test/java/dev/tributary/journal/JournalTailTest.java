package dev.tributary.journal;

import static dev.tributary.journal.JournalNode.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the listeners of a node hear, which the tail reads by one statement where it may. */
class JournalTailTest {

    private final DataSource database = TestPostgres.freshDatabase();
    private final JournalNode node = new JournalNode(database);
    private final List<Event> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        node.add(new JournalListener() {
            @Override
            public Set<String> types() {
                return Set.of(JournalNode.TYPE);
            }

            @Override
            public void accept(List<Event> events) {
                heard.addAll(events);
            }
        });
        node.tail.prepare(List.of());
    }

    @Test
    void whatATransactionAppendedLateIsHeardWhenItHasCommitted() {
        try (var slow = new OpenTransaction(database).begin()) {
            node.append("order/2");
            drain();
            assertThat(keys()).isEmpty();

            slow.append(event("order/1")).commit();
        }
        drain();
        assertThat(keys()).containsExactlyInAnyOrder("order/1", "order/2");
    }

    @Test
    void ofTransactionsThatOverlapEachKeyIsHeardInItsOrder() {
        for (long version = 1; version <= 50; version++) {
            try (var one = new OpenTransaction(database).begin();
                    var other = new OpenTransaction(database).begin()) {
                other.append(event("order/1", 2 * version - 1)).commit();
                one.append(event("order/1", 2 * version)).commit();
            }
            if (version % 10 == 0) {
                drain();
            }
        }
        assertThat(heard).extracting(Event::version).isSorted().hasSize(100);
    }

    @Test
    void aKeysFirstEventIsNotOvertakenWhenItsTransactionGotTheHigherId() {
        // A gets its id first but the row's lock second; C keeps the horizon between the two.
        try (var a = new OpenTransaction(database).begin();
                var c = new OpenTransaction(database).begin();
                var b = new OpenTransaction(database).begin()) {
            b.append(event("stock/1", 1)).commit();
            a.append(event("stock/1", 2)).commit();
            drain();
            assertThat(heard).isEmpty();
            c.commit();
        }
        drain();
        assertThat(heard).extracting(Event::version).containsExactly(1L, 2L);
    }

    @Test
    void oneTransactionOfMoreEventsThanAWindowHoldsIsHeardWhole() {
        var many = IntStream.rangeClosed(0, Windows.EVENTS_MAX)
                .mapToObj(i -> event("order/" + i))
                .toArray(NewEvent[]::new);
        try (var crowd = new OpenTransaction(database).append(many)) {
            crowd.commit();
        }
        node.append("order/last");
        drain();
        assertThat(keys()).hasSize(Windows.EVENTS_MAX + 2).endsWith("order/last");
    }

    private List<String> keys() {
        return heard.stream().map(Event::key).toList();
    }

    private void drain() {
        for (int i = 0; i < 100 && node.tail.step(); i++) {}
    }
}
