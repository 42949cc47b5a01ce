package dev.tributary.access.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.testing.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditSweepTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.freshDatabase());

    @Test
    void whatIsOlderThanItsRetentionGoesAndNothingElse() {
        entries("2026-05-26T11:59:59Z", 2_500);
        entries("2026-05-26T12:00:00Z", 3);

        new AuditSweep(jdbc, NOON, 180).sweep();

        assertThat(jdbc.sql("select at || ' ' || count(*) from access.audit group by at")
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .startsWith("2026-05-26 12:00:00")
                .endsWith(" 3");
    }

    @Test
    void aSweepEndsAfterAHundredPiecesAndTheNextTakesTheRest() {
        entries("2020-01-01T00:00:00Z", 100_001);
        var sweep = new AuditSweep(jdbc, NOON, 180);

        sweep.sweep();
        assertThat(count()).isEqualTo(1);
        sweep.sweep();
        assertThat(count()).isZero();
    }

    @Test
    void aRetentionShorterThanTheLawAllowsIsRefused() {
        assertThatThrownBy(() -> new AuditSweep(jdbc, NOON, 179)).hasMessageContaining("at least 180, not 179");
    }

    private long count() {
        return jdbc.sql("select count(*) from access.audit").query(Long.class).single();
    }

    private void entries(String at, int count) {
        jdbc.sql("""
                        insert into access.audit (at, kind, actor, detail)
                        select :at::timestamptz, 'token-refused', 'someone', '' from generate_series(1, :count)
                        """).param("at", at).param("count", count).update();
    }
}
