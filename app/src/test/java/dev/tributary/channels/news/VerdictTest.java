package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.lane.PlatformCall.Answer;
import dev.tributary.channels.lane.PlatformCall.Outcome;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Map<String, String> NOBODY = Map.of();

    @Test
    void whatIsToldIsToldButForThoseThatWereNamed() {
        assertThat(verdicts(Outcome.TOLD, NOBODY, NOBODY, "1/a", "2/b")).isEqualTo("1 TOLD, 2 TOLD");
        assertThat(verdicts(Outcome.TOLD, Map.of("b", "gone"), NOBODY, "1/a", "2/b"))
                .isEqualTo("1 TOLD, 2 REFUSED gone");
        assertThat(verdicts(Outcome.TOLD, NOBODY, Map.of("b", "unknown"), "1/a", "2/b"))
                .isEqualTo("1 TOLD, 2 LATER unknown");
    }

    @Test
    void ofACallThatIsRefusedForSomeTheOthersGoAgain() {
        assertThat(verdicts(Outcome.REFUSED, Map.of("b", "gone"), NOBODY, "1/a", "2/b", "3/c"))
                .isEqualTo("1 AGAIN, 2 REFUSED gone, 3 AGAIN");
        assertThat(verdicts(Outcome.REFUSED, NOBODY, Map.of("b", "frozen"), "1/a", "2/b"))
                .isEqualTo("1 AGAIN, 2 LATER frozen");
    }

    @Test
    void aCallThatIsRefusedForNobodyKnowsWhichIsHalvedUntilOneIsAlone() {
        assertThat(verdicts(Outcome.REFUSED, NOBODY, NOBODY, "1/a", "2/b")).isEqualTo("1 HALVED, 2 HALVED");
        assertThat(verdicts(Outcome.REFUSED, Map.of("x", "is not in the call"), NOBODY, "1/a", "2/b"))
                .isEqualTo("1 HALVED, 2 HALVED");
        assertThat(verdicts(Outcome.REFUSED, NOBODY, NOBODY, "1/a")).isEqualTo("1 REFUSED_ALONE no");
    }

    /** A call carries all names of a shelf, so there is nothing to halve. */
    @Test
    void aShelfWithTwoNamesIsOne() {
        assertThat(verdicts(Outcome.REFUSED, NOBODY, NOBODY, "1/a", "1/b")).isEqualTo("1 REFUSED_ALONE no");
        assertThat(verdicts(Outcome.TOLD, Map.of("b", "gone"), NOBODY, "1/a", "1/b", "2/c"))
                .isEqualTo("1 REFUSED gone, 2 TOLD");
    }

    private static String verdicts(
            Outcome outcome, Map<String, String> notTaken, Map<String, String> notYet, String... items) {
        var batch = Arrays.stream(items).map(VerdictTest::carried).toList();
        var later = new HashMap<String, StockCall.Later>();
        notYet.forEach((name, reason) -> later.put(name, new StockCall.Later(reason)));
        return Verdict.of(batch, new StockCall.Said(new Answer(outcome, "no"), notTaken, later)).stream()
                .map(verdict -> verdict.carried().shelf().sku()
                        + " "
                        + verdict.kind()
                        + switch (verdict.kind()) {
                            case REFUSED, REFUSED_ALONE, LATER -> " " + verdict.reason();
                            case TOLD, HALVED, AGAIN -> "";
                        })
                .collect(Collectors.joining(", "));
    }

    private static Shelves.Carried carried(String item) {
        var parts = item.split("/");
        return new Shelves.Carried(
                new Shelf("", new SkuId(Long.parseLong(parts[0]))),
                Dirty.unknown(Instant.EPOCH),
                new Figure(5, 1),
                parts[1]);
    }
}
