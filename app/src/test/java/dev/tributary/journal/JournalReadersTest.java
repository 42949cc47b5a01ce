package dev.tributary.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole of a node's reading, running. */
class JournalReadersTest {

    private final DataSource database = TestPostgres.freshDatabase();
    private final List<JournalNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.readers.stop());
    }

    @Test
    void everyNodeHearsEveryEventAndOneOfThemTakesItsEffect() throws InterruptedException {
        var effects = new LinkedBlockingQueue<String>();
        var first = new Ears();
        var second = new Ears();
        var writer = started(first, new Effects(effects));
        started(second, new Effects(effects));

        for (int i = 0; i < 200; i++) {
            writer.append("order/" + i);
        }
        assertThat(take(first.keys, 200)).hasSize(200);
        assertThat(take(second.keys, 200)).hasSize(200);
        assertThat(take(effects, 200)).hasSize(200).doesNotHaveDuplicates();
        assertThat(effects.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aListenerHearsWhatIsCommittedAfterItsNodesTailWasFixed() throws InterruptedException {
        var ears = new Ears();
        var node = new JournalNode(database);
        node.append("order/1");
        node.tail.fixStart();
        node.append("order/2");
        node.add(ears);
        nodes.add(node);
        node.readers.start();
        node.append("order/3");

        assertThat(take(ears.keys, 2)).containsExactly("order/2", "order/3");
    }

    @Test
    void itSaysUntilWhenItHasHeardEverything() throws InterruptedException {
        var ears = new Ears();
        var node = started(ears, new Effects(new LinkedBlockingQueue<>()));
        var before = node.metrics.heardUntil();
        for (int i = 0; i < 1_000 && !node.metrics.heardUntil().isAfter(before); i++) {
            node.append("order/" + i);
            take(ears.keys, 1);
        }
        assertThat(node.metrics.heardUntil()).isAfter(before);
    }

    private JournalNode started(JournalListener listener, JournalConsumer consumer) {
        var node = new JournalNode(database);
        node.add(listener);
        node.add(consumer);
        nodes.add(node);
        node.readers.start();
        return node;
    }

    private static List<String> take(BlockingQueue<String> queue, int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var next = queue.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                return taken;
            }
            taken.add(next);
        }
        return taken;
    }

    private static final class Ears implements JournalListener {
        private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();

        @Override
        public Set<String> types() {
            return Set.of(JournalNode.TYPE);
        }

        @Override
        public void accept(List<Event> events) {
            events.forEach(event -> keys.add(event.key()));
        }
    }

    private record Effects(BlockingQueue<String> keys) implements JournalConsumer {

        @Override
        public String name() {
            return "effects";
        }

        @Override
        public int partitions() {
            return 2;
        }

        @Override
        public Set<String> types() {
            return Set.of(JournalNode.TYPE);
        }

        @Override
        public void accept(List<Event> events) {
            events.forEach(event -> keys.add(event.key()));
        }
    }
}
