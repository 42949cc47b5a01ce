package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.SkuId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TellAgainTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<SkuId> SOLD =
            LongStream.rangeClosed(1, 100).mapToObj(SkuId::new).toList();

    @Test
    void eachHasOneTurnInAPassSpreadEvenly() {
        var turns = new TellAgain(HOUR, 0);
        var seen = new ArrayList<SkuId>();
        for (int second = 0; second < 3_600; second++) {
            var due = turns.due(SOLD, START.plusSeconds(second), 10);
            assertThat(due.size()).isLessThanOrEqualTo(1);
            seen.addAll(due);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(SOLD);
        assertThat(turns.due(SOLD, START.plusSeconds(3_600), 10)).isEmpty();
        assertThat(turns.due(SOLD, START.plusSeconds(3_672), 10)).hasSize(2);
    }

    @Test
    void aFirstPassBeginsAnywhereAndTheNextAtTheFirst() {
        var turns = new TellAgain(HOUR, 0.75);
        assertThat(turns.due(SOLD, START, 10)).isEmpty();
        assertThat(turns.due(SOLD, START.plusSeconds(900), 100)).isEqualTo(SOLD.subList(75, 100));
        assertThat(turns.due(SOLD, START.plusSeconds(900), 100)).isEmpty();
        assertThat(turns.due(SOLD, START.plusSeconds(936), 100)).isEqualTo(SOLD.subList(0, 1));
    }

    @Test
    void noMoreHaveTheirTurnAtOnceThanTheBudgetCarries() {
        var turns = new TellAgain(HOUR, 0);
        turns.due(SOLD, START, 10);
        assertThat(turns.due(SOLD, START.plus(HOUR), 10)).hasSize(10);
    }

    @Test
    void aChannelThatSellsNothingYetHasItsFirstPassOnceItDoes() {
        var turns = new TellAgain(HOUR, 0.5);
        assertThat(turns.due(List.of(), START, 10)).isEmpty();
        assertThat(turns.due(SOLD, START.plus(HOUR), 10)).isEmpty();
        assertThat(turns.due(SOLD, START.plus(HOUR.multipliedBy(2)), 100)).isEqualTo(SOLD.subList(50, 100));
    }
}
