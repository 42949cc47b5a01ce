package dev.tributary.channels.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.testing.TestPostgres;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class CertificateStoreTest {

    private static final MerchantId MERCHANT = new MerchantId(7);
    private static final ChannelId CHANNEL = new ChannelId(70);
    private static final LocalDate DAY = LocalDate.parse("2026-11-11");

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.freshDatabase());
    private final CertificateStore store = new CertificateStore(jdbc, new JsonMapper());

    @BeforeEach
    void connectedOnTheFourthAtNoon() {
        jdbc.sql("""
                insert into channels.pull_mark (merchant_id, channel_id, list, through, begun_at)
                values (7, 70, 'orders', '2026-11-11T00:00:00Z', '2026-11-04T12:00:00Z')
                """).update();
    }

    private void open(LocalDate over) {
        CertificateDays.open(store, MERCHANT, CHANNEL, over, ZoneOffset.UTC);
    }

    private List<LocalDate> days() {
        return store.list(MERCHANT, Optional.of(CHANNEL), 100).stream()
                .map(row -> row.shown().day())
                .toList();
    }

    @Test
    void daysOnWhichNoNodeRanAreOpenedAfterwards() {
        open(DAY.minusDays(4));
        open(DAY);
        assertThat(days())
                .containsExactlyElementsOf(
                        DAY.minusDays(7).datesUntil(DAY.plusDays(1)).toList().reversed());
        var first = store.find(MERCHANT, CHANNEL, DAY.minusDays(7)).orElseThrow();
        assertThat(first.shown().from()).isEqualTo(Instant.parse("2026-11-04T12:00:00Z"));
    }

    @Test
    void aDayThatWasCountedWhileItWentOnIsCountedAgainToItsEnd() {
        var noon = Instant.parse("2026-11-11T12:00:00Z");
        store.begin(MERCHANT, CHANNEL, DAY, Instant.parse("2026-11-11T00:00:00Z"), noon);
        counted(DAY);
        open(DAY.minusDays(1));
        CertificateDays.widen(store, MERCHANT, CHANNEL, DAY.minusDays(1), ZoneOffset.UTC);
        assertThat(store.find(MERCHANT, CHANNEL, DAY).orElseThrow().shown().to())
                .isEqualTo(noon);

        CertificateDays.widen(store, MERCHANT, CHANNEL, DAY, ZoneOffset.UTC);
        var row = store.find(MERCHANT, CHANNEL, DAY).orElseThrow();
        assertThat(row.shown().to()).isEqualTo(Instant.parse("2026-11-12T00:00:00Z"));
        assertThat(row.through()).contains(row.shown().from());

        counted(DAY);
        CertificateDays.widen(store, MERCHANT, CHANNEL, DAY, ZoneOffset.UTC);
        assertThat(store.find(MERCHANT, CHANNEL, DAY).orElseThrow().through()).isEmpty();
    }

    private void counted(LocalDate day) {
        jdbc.sql("update channels.certificate set through = null, state = 2 where day = ?")
                .param(day)
                .update();
    }

    @Test
    void aChannelWhoseListsNobodyHasReadYetHasNoDays() {
        jdbc.sql("delete from channels.pull_mark").update();
        open(DAY);
        assertThat(days()).isEmpty();
    }

    @Test
    void noMoreDaysAreOpenedThanAMonthHas() {
        jdbc.sql("update channels.pull_mark set begun_at = '2026-01-01T00:00:00Z'")
                .update();
        open(DAY);
        assertThat(days()).hasSize(30).startsWith(DAY);
    }

    @Test
    void aDayThatCannotBeCountedHoldsNoOtherUp() {
        open(DAY.minusDays(6));
        assertThat(counting()).isEqualTo(DAY.minusDays(7));
        failed(DAY.minusDays(7));
        assertThat(counting()).isEqualTo(DAY.minusDays(6));
        failed(DAY.minusDays(6));
        for (var day : List.of(DAY.minusDays(7), DAY.minusDays(6))) {
            assertThat(Stream.generate(this::counting).limit(100))
                    .as("both have their turns")
                    .contains(day);
        }
    }

    private LocalDate counting() {
        return store.counting(MERCHANT, CHANNEL).orElseThrow().shown().day();
    }

    private void failed(LocalDate day) {
        store.failed(store.find(MERCHANT, CHANNEL, day).orElseThrow(), "an order cannot be counted");
    }
}
