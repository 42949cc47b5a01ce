package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Shelf MILK = new Shelf("", new SkuId(7));

    private final Map<Shelf, Refusal> kept = new HashMap<>();
    private final Refusals refusals = new Refusals(
            (shelf, refusal) -> refusal.ifPresentOrElse(it -> kept.put(shelf, it), () -> kept.remove(shelf)));

    @Test
    void theThirdRefusalParksIt() {
        assertThat(refuse(START)).isFalse();
        assertThat(refuse(START.plusSeconds(5))).isFalse();
        assertThat(kept).isEmpty();
        assertThat(refusals.parked()).isZero();
        assertThat(refuse(START.plusSeconds(10))).isTrue();
        assertThat(refusals.parked()).isEqualTo(1);
        assertThat(kept)
                .containsEntry(
                        MILK,
                        new Refusal(
                                "m-1",
                                5,
                                "no such goods",
                                false,
                                3,
                                START,
                                START.plusSeconds(10),
                                START.plusSeconds(40)));
        assertThat(refusals.parkedAt(MILK, 5)).isTrue();
        assertThat(refusals.parkedAt(MILK, 6)).isFalse();
    }

    /** Three tries, eight pauses that grow to two hours, more of those until a day is over, then one a day. */
    @Test
    void itIsTriedForADayWithGrowingPausesAndThenOnceADay() {
        var pauses = new ArrayList<Duration>();
        var now = START;
        refuse(now);
        for (int tries = 0; tries < 30; tries++) {
            var next = refusals.due(START.plus(Duration.ofDays(400))).isEmpty()
                    ? now.plusSeconds(5)
                    : Objects.requireNonNull(kept.get(MILK)).nextTry();
            pauses.add(Duration.between(now, next));
            now = next;
            refuse(now);
        }
        assertThat(pauses).isSortedAccordingTo(Duration::compareTo);
        assertThat(pauses.subList(0, 10))
                .extracting(Duration::toSeconds)
                .containsExactly(5L, 5L, 30L, 60L, 120L, 300L, 900L, 1800L, 3600L, 7200L);
        assertThat(pauses.getLast()).isEqualTo(Duration.ofDays(1));
        var daily = pauses.indexOf(Duration.ofDays(1));
        assertThat(pauses.subList(0, daily).stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofHours(24), Duration.ofHours(26));
    }

    @Test
    void itIsDueWhenItsPauseIsOver() {
        park();
        assertThat(refusals.due(START.plusSeconds(39))).isEmpty();
        assertThat(refusals.due(START.plusSeconds(40))).containsExactly(MILK);
    }

    @Test
    void aNewFigureIsToldFiveSecondsAfterTheLastTryAtTheLatest() {
        var change = Dirty.changed(START.plusSeconds(20), new NodeId(1), 2);
        assertThat(refusals.slowed(MILK, change)).isEqualTo(change);
        park();
        var slowed = refusals.slowed(MILK, change);
        assertThat(slowed.notBefore()).isEqualTo(START.plusSeconds(15));
        assertThat(slowed.since()).isEqualTo(change.since());
        assertThat(slowed.together()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whatWasRefusedInACallOfItsOwnGoesOnHavingOne() {
        refusals.refused(carried(), "no", true, START);
        assertThat(refusals.slowed(MILK, Dirty.unknown(START)).together()).isEqualTo(1);
    }

    @Test
    void whatIsTakenIsForgotten() {
        park();
        refusals.over(MILK);
        assertThat(kept).isEmpty();
        assertThat(refusals.due(START.plus(Duration.ofDays(2)))).isEmpty();
        assertThat(refuse(START.plusSeconds(60))).isFalse();
    }

    @Test
    void whatWasParkedBeforeKeepsItsPausesButNotOfStoresThatAreGone() {
        park();
        var gone = new Shelf("closed", new SkuId(8));
        kept.put(gone, Objects.requireNonNull(kept.get(MILK)));
        var told = new ArrayList<Optional<Refusal>>();
        var later = new Refusals((shelf, refusal) -> {
            assertThat(shelf).isEqualTo(gone);
            told.add(refusal);
        });
        later.begin(kept, Set.of(""));
        assertThat(told).isEqualTo(List.of(Optional.empty()));
        assertThat(later.due(START.plusSeconds(39))).isEmpty();
        assertThat(later.due(START.plusSeconds(40))).containsExactly(MILK);
    }

    @Test
    void aReasonIsKeptAsFarAsADatabaseTakesIt() {
        var refusal = Refusal.first("m-1", 5, "no\0" + "!".repeat(300), false, START);
        assertThat(refusal.reason()).isEqualTo("no" + "!".repeat(198));
    }

    private void park() {
        refuse(START);
        refuse(START.plusSeconds(5));
        refuse(START.plusSeconds(10));
    }

    private boolean refuse(Instant now) {
        return refusals.refused(carried(), "no such goods", false, now);
    }

    private static Shelves.Carried carried() {
        return new Shelves.Carried(MILK, Dirty.unknown(START), new Figure(5, 1), "m-1");
    }
}
