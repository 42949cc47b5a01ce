package dev.tributary.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.testing.TestPostgres;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes, one cursor: the effect is written once. */
class JournalFenceTest {

    private final DataSource database = TestPostgres.freshDatabase();
    private final JournalNode first = new JournalNode(database);
    private final JournalNode second = new JournalNode(database);

    @BeforeEach
    void createTheEffect() {
        first.jdbc.sql("create table effect (key text)").update();
    }

    @Test
    void aCursorThatIsHeldIsLeftAlone() {
        var reader = second.reader(new Effect(second, () -> {}));
        first.append("order/1");
        try (var holder = new OpenTransaction(database)) {
            holder.jdbc()
                    .sql("select from journal.cursor for update")
                    .query((row, number) -> "")
                    .list();
            assertThat(reader.step()).isEqualTo(PartitionReader.Step.ELSEWHERE);
        }
        JournalNode.drain(reader);
        assertThat(effects()).containsExactly("order/1");
    }

    @Test
    void aNodeThatPausesHoldingACursorLosesItAndWritesNothing() {
        var reader = second.reader(new Effect(second, () -> {}));
        // While the first node pauses in the middle of its effect, the server ends its session, as the timeout of an
        // idle transaction does; the second node takes over.
        var paused = first.reader(new Effect(first, () -> {
            int pid = first.jdbc
                    .sql("select pg_backend_pid()")
                    .query(Integer.class)
                    .single();
            second.jdbc
                    .sql("select pg_terminate_backend(:pid, 5000)")
                    .param("pid", pid)
                    .query(Boolean.class)
                    .single();
            JournalNode.drain(reader);
        }));
        first.append("order/1");

        assertThatThrownBy(paused::step).isInstanceOf(RuntimeException.class);
        assertThat(effects()).containsExactly("order/1");

        first.append("order/2");
        JournalNode.drain(reader);
        assertThat(effects()).containsExactly("order/1", "order/2");
    }

    @Test
    void aCursorThatMovedMeanwhileCannotBeMovedFromWhereItWas() {
        first.reader(new Effect(first, () -> {}));
        var cursor = first.transaction.execute(
                status -> first.cursors.tryLock("effect", 0).orElseThrow());
        var next = cursor.reading(new Window(1, 0, 10)).done();
        first.transaction.executeWithoutResult(status -> first.cursors.move(cursor, next));

        assertThatThrownBy(() -> second.transaction.executeWithoutResult(status -> second.cursors.move(cursor, next)))
                .isInstanceOf(IllegalStateException.class);
    }

    private List<String> effects() {
        return first.jdbc
                .sql("select key from effect order by key")
                .query(String.class)
                .list();
    }

    private record Effect(JournalNode node, Runnable pause) implements JournalConsumer {

        @Override
        public String name() {
            return "effect";
        }

        @Override
        public Set<String> types() {
            return Set.of(JournalNode.TYPE);
        }

        @Override
        public void accept(List<Event> events) {
            events.forEach(event -> node.jdbc
                    .sql("insert into effect values (:key)")
                    .param("key", event.key())
                    .update());
            pause.run();
        }
    }
}
