package dev.tributary.access.people;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

    /** RFC 6238, appendix B, the rows of SHA-1; their codes have eight digits, of which ours are the last six. */
    @ParameterizedTest
    @CsvSource({
        "59,          94287082",
        "1111111109,  07081804",
        "1111111111,  14050471",
        "1234567890,  89005924",
        "2000000000,  69279037",
        "20000000000, 65353130",
    })
    void makesTheCodesOfTheStandard(long seconds, String code) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds)))).isEqualTo(code.substring(2));
    }

    /** RFC 4226, appendix D. */
    @ParameterizedTest
    @CsvSource({
        "0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314",
        "5, 254676", "6, 287922", "7, 162583", "8, 399871", "9, 520489",
    })
    void makesTheCodesOfTheCounter(long step, String code) {
        assertThat(Totp.code(SECRET, step)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 969429,  3",
        "2, 969429,  3",
        "4, 969429,  3",
        "1, 969429,  -1",
        "5, 969429,  -1",
        "3, 969428,  -1",
        "3, 96942,   -1",
        "3, ９６９４２９, -1",
    })
    void takesACodeOfNowAndOfTheStepsBesideIt(long now, String code, long step) {
        var found = Totp.step(SECRET, code, Instant.ofEpochSecond(now * 30 + 7));

        assertThat(found).isEqualTo(step < 0 ? OptionalLong.empty() : OptionalLong.of(step));
    }

    /** RFC 4648, section 10, without the padding. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void writesSecretsInBase32(String clear, String text) {
        assertThat(Base32.encode(clear.getBytes(US_ASCII))).isEqualTo(text);
        assertThat(Base32.decode(text)).isEqualTo(clear.getBytes(US_ASCII));
    }

    @Test
    void recoveryCodesAreTenDifferentOnesAndReadAsTheyAreTyped() {
        assertThat(RecoveryCodes.make())
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(code).matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));
        assertThat(RecoveryCodes.hash(" abcd efgh-IJKLMNOP ")).isEqualTo(RecoveryCodes.hash("ABCD-EFGH-IJKL-MNOP"));
    }
}
