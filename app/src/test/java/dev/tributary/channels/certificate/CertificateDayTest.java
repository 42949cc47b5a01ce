package dev.tributary.channels.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CertificateDayTest {

    private final CertificateDays.Day day =
            new CertificateDays.Day(Instant.parse("2026-11-11T00:00:00Z"), Instant.parse("2026-11-12T00:00:00Z"));

    @Test
    void ofADayThatIsNotOverOnlyWhatIsSettledIsCounted() {
        assertThat(day.countableTo(Instant.parse("2026-11-11T10:00:00Z"))).isEqualTo("2026-11-11T10:00:00Z");
        assertThat(day.countableTo(Instant.parse("2026-11-13T10:00:00Z"))).isEqualTo("2026-11-12T00:00:00Z");
        assertThat(day.countableTo(Instant.parse("2026-11-10T23:58:00Z")))
                .as("a platform cannot be asked for less than a second")
                .isEqualTo("2026-11-11T00:00:01Z");
    }
}
