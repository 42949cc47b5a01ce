package dev.tributary.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentWindowsTest {

    private static final int ERA = 1;
    private static final Interest ORDERS = Interest.inAll(Set.of("order.placed.v1"));

    private final RecentWindows recent = new RecentWindows();

    @Test
    void aReaderFindsWhatItHasNotDoneInTheOrderOfTheWindows() {
        recent.add(new Window(ERA, 10, 20), List.of(order(12, 5), order(11, 7)));
        recent.add(new Window(ERA, 20, 30), List.of(order(21, 6)));

        var run = recent.after(ERA, 10, ORDERS, 100).orElseThrow();

        assertThat(run.window()).isEqualTo(new Window(ERA, 10, 30));
        assertThat(run.events().stream().map(EventStore.Placed::position)).containsExactly(5L, 7L, 6L);
    }

    @Test
    void aReaderThatStandsWithinAWindowSkipsWhatItHasDone() {
        recent.add(new Window(ERA, 10, 20), List.of(order(12, 5), order(15, 7)));

        var run = recent.after(ERA, 13, ORDERS, 100).orElseThrow();

        assertThat(run.window()).isEqualTo(new Window(ERA, 13, 20));
        assertThat(run.events().stream().map(EventStore.Placed::transaction)).containsExactly(15L);
    }

    @Test
    void aRunEndsWithTheWindowThatReachesTheLimit() {
        recent.add(new Window(ERA, 10, 20), List.of(order(11, 1), order(12, 2)));
        recent.add(new Window(ERA, 20, 30), List.of(order(21, 3)));

        assertThat(recent.after(ERA, 10, ORDERS, 2).orElseThrow().window()).isEqualTo(new Window(ERA, 10, 20));
    }

    @Test
    void otherTypesAndOtherPartitionsMoveTheReaderOnWithoutEvents() {
        recent.add(new Window(ERA, 10, 20), List.of(order(11, 1)));

        var stock = recent.after(ERA, 10, Interest.inAll(Set.of("stock.changed.v1")), 100)
                .orElseThrow();
        var partition = recent.after(ERA, 10, new Interest(Set.of("order.placed.v1"), 1, 2), 100)
                .orElseThrow();

        assertThat(stock.window().to()).isEqualTo(20);
        assertThat(stock.events()).isEmpty();
        assertThat(partition.events()).isEmpty();
    }

    @Test
    void aReaderFurtherBehindOrOfAnotherEraMustAskTheTable() {
        recent.add(new Window(ERA, 10, 20), List.of(order(11, 1)));

        assertThat(recent.after(ERA, 9, ORDERS, 100)).isEmpty();
        assertThat(recent.after(ERA + 1, 10, ORDERS, 100)).isEmpty();
        assertThat(new RecentWindows().after(ERA, 10, ORDERS, 100)).isEmpty();
    }

    @Test
    void aReaderThatHasDoneAllGetsAnEmptyRun() {
        recent.add(new Window(ERA, 10, 20), List.of(order(11, 1)));

        assertThat(recent.after(ERA, 20, ORDERS, 100).orElseThrow().window().empty())
                .isTrue();
        assertThat(recent.after(ERA, 25, ORDERS, 100).orElseThrow().window().empty())
                .isTrue();
    }

    @Test
    void aGapStartsAnewAndTheOldestGoWhenMemoryIsFull() {
        recent.add(new Window(ERA, 10, 20), List.of(order(11, 1)));
        recent.add(new Window(ERA, 40, 50), List.of(order(41, 2)));
        assertThat(recent.after(ERA, 10, ORDERS, 100)).isEmpty();
        assertThat(recent.after(ERA, 40, ORDERS, 100).orElseThrow().events()).hasSize(1);

        var many = new ArrayList<EventStore.Placed>();
        for (int i = 0; i < 20_000; i++) {
            many.add(order(55, 100 + i));
        }
        recent.add(new Window(ERA, 50, 60), many);
        assertThat(recent.after(ERA, 40, ORDERS, 100)).isEmpty();
        assertThat(recent.after(ERA, 50, ORDERS, 100).orElseThrow().events()).hasSize(20_000);
    }

    private static EventStore.Placed order(long transaction, long position) {
        var event =
                new Event(position, Instant.EPOCH, "order.placed.v1", "order/" + position, new MerchantId(1), 1, "{}");
        return new EventStore.Placed(transaction, position, 0, event);
    }
}
