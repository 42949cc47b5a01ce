package dev.tributary.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCorrectionTest {

    @ParameterizedTest(name = "{0} for {1} in {2}")
    @CsvSource(textBlock = """
            b,   x,    abcb, axcx
            b,   '',   abcb, ac
            aa,  a,    aaaaa, aaa
            牛奶, milk, 1 牛奶, 1 milk
            milk, 牛奶, milkmilk, 牛奶牛奶
            q,   x,    abcb,
            """)
    void theLengthIsKnownBeforeTheTextIsWritten(String find, String put, String body, String corrected) {
        var correction = new TextCorrection(find, put);
        var bytes = body.getBytes(UTF_8);
        var made = correction.in(bytes);
        assertThat(made.map(it -> new String(it, UTF_8))).isEqualTo(Optional.ofNullable(corrected));
        assertThat(correction.lengthIn(bytes)).isEqualTo(made.orElse(bytes).length);
    }

    @ParameterizedTest
    @CsvSource({"ä, 4", "e, 3"})
    void bytesOfAnotherEncodingStayAsTheyAre(String put, int length) {
        var bytes = "ö-b".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new TextCorrection("b", put).lengthIn(bytes)).isEqualTo(length);
    }
}
