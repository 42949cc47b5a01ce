package dev.tributary.journal;

import static dev.tributary.journal.JournalNode.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.kernel.ProblemException;
import dev.tributary.testing.TestPostgres;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;

class PoisonEventTest {

    private final JournalNode node = new JournalNode(TestPostgres.freshDatabase());
    private final Set<String> poison = new HashSet<>(Set.of("order/42"));
    private final Heard heard = new Heard("heard").before(event -> {
        if (poison.contains(event.key())) {
            throw new IllegalArgumentException("cannot digest " + event.key());
        }
    });

    @Test
    void aPoisonEventIsParkedAndBlocksOnlyItsKey() {
        appendHundredAndThenTwoMore();
        JournalNode.drain(node.reader(heard));

        assertThat(heard.keys).hasSize(100).doesNotHaveDuplicates().doesNotContain("order/42");
        var parked = node.parkedEvents.list(10);
        assertThat(parked).extracting(event -> event.event().version()).containsExactly(1L, 2L);
        assertThat(parked.getFirst().reason()).hasValue("IllegalArgumentException: cannot digest order/42");
        assertThat(parked.getLast().reason()).isEmpty();
        assertThat(node.parkedEvents.count()).isEqualTo(2);
    }

    @Test
    void parkedEventsAreReplayedInOrderOnceTheCauseIsGone() {
        appendHundredAndThenTwoMore();
        JournalNode.drain(node.reader(heard));
        heard.keys.clear();
        heard.versions.clear();

        var stillBad = node.parkedEvents.retry("heard", "order/42");
        assertThat(stillBad.failure()).isPresent();
        assertThat(stillBad.remaining()).isEqualTo(2);
        assertThat(node.parkedEvents.list(10).getFirst().attempts()).isEqualTo(2);

        poison.clear();
        var retried = node.parkedEvents.retry("heard", "order/42");
        assertThat(retried.succeeded()).isEqualTo(2);
        assertThat(retried.remaining()).isZero();
        assertThat(heard.versions).containsExactly(1L, 2L);
    }

    @Test
    void aDroppedEventLetsThoseBehindItGo() {
        appendHundredAndThenTwoMore();
        JournalNode.drain(node.reader(heard));
        var first = node.parkedEvents.list(10).getFirst().event();
        poison.clear();

        var dropped = node.parkedEvents.drop("heard", "order/42", first.id());

        assertThat(dropped.succeeded()).isEqualTo(1);
        assertThat(node.parkedEvents.count()).isZero();
        assertThat(heard.versions).endsWith(2L);
        assertThatThrownBy(() -> node.parkedEvents.drop("heard", "order/42", first.id()))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void somebodyInTheWayIsNoReasonToPark() {
        var left = new int[] {3};
        var unlucky = new Heard("unlucky").before(event -> {
            if (left[0]-- > 0) {
                throw new CannotAcquireLockException("deadlock detected");
            }
        });
        node.append("order/1");
        var reader = node.reader(unlucky);

        for (int i = 0; i < 3; i++) {
            assertThat(reader.step()).isEqualTo(PartitionReader.Step.FAILED);
        }
        JournalNode.drain(reader);
        assertThat(unlucky.keys).containsExactly("order/1");
        assertThat(node.parkedEvents.count()).isZero();
    }

    private void appendHundredAndThenTwoMore() {
        node.append(IntStream.range(0, 100).mapToObj(i -> "order/" + i).toArray(String[]::new));
        node.transaction.executeWithoutResult(status -> {
            node.journal.append(java.util.List.of(event("order/42", 2), event("order/100", 1)));
        });
    }
}
