package dev.tributary.channels.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterReader;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    /**
     * Seconds ago; a look-up counts for 60 s, a call is over 15 s after its mark and has no effect 10 s
     * after that, a number is known for 30 s.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            nothing is known yet,                        ,   ,   , false, false, LOOK_UP
            it is known,                               7 , 5 ,   , false, false, TELL
            it is known and numbers are honoured,      7 , 5 ,   , false, true,  TELL
            it was known long ago,                     7 , 60,   , false, false, LOOK_UP
            its own sales may have moved it,           7 , 1 ,   , true,  false, LOOK_UP
            a platform answered that it did not do it, , 5 ,   , false, false, LOOK_UP
            a call just went out,                      7 , 5 , 3 , false, false, WAIT
            it may still be about to be answered,      7 , 30, 24, false, false, WAIT
            a call went out and has had its effect,    7 , 30, 25, false, false, LOOK_UP
            a call went out and has a number,          7 , 5 , 3 , false, true,  REPEAT
            a number that may be forgotten on the way, 7 , 20, 15, false, true,  WAIT
            a call whose number is forgotten,          7 , 35, 30, false, true,  LOOK_UP
            a numbered call and own sales,             7 , 5 , 3 , true,  true,  REPEAT
            the first call of all went out,            , 5 , 3 , false, false, WAIT
            """)
    void whatComesNext(
            String name,
            Long held,
            Integer lookedAgo,
            Integer sentAgo,
            boolean lowersItself,
            boolean numbered,
            Holding.Step step) {
        var holding = new Holding(
                Optional.ofNullable(held),
                Optional.ofNullable(lookedAgo).map(ago -> NOW.minusSeconds(ago)),
                Optional.ofNullable(sentAgo).map(ago -> new Holding.Sent(-2, "n-1", NOW.minusSeconds(ago))));
        assertThat(holding.next(how(lowersItself, numbered), Duration.ofSeconds(60), NOW))
                .as(name)
                .isEqualTo(step);
    }

    private static Adapter.StockOut.Difference how(boolean lowersItself, boolean numbered) {
        var file = DifferencesTest.FILE.formatted(lowersItself, numbered ? "number-seconds: 30" : "", 60);
        return AdapterReader.read("mover.yaml", new StringReader(file))
                .stock()
                .flatMap(Adapter.StockOut::difference)
                .orElseThrow();
    }
}
