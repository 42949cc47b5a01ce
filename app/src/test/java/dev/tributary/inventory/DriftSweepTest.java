package dev.tributary.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DriftSweepTest {

    private final JdbcClient jdbc = JdbcClient.create(TestPostgres.freshDatabase());
    private final DriftSweep drifts = new DriftSweep(new DriftStore(jdbc), Clock.systemUTC());

    @Test
    void settledDriftEndsAfterAYearAndOpenDriftAndEachMerchantsLastStay() {
        // Merchant 1 had one a day for 1,500 days, each settled at once but every hundredth; merchant 2 a single
        // one.
        jdbc.sql("""
                        insert into inventory.drift (merchant_id, sku_id, node_id, reading, found, expected, found_at, outcome,
                                                     settled_at)
                        select 1, n, 1, 1, '1', '2', now() - (1500 - n) * interval '1 day', case n % 100 when 0 then 1 else 2 end,
                               case when n % 100 <> 0 then now() - (1500 - n) * interval '1 day' end
                          from generate_series(1, 1499) as n
                        union all
                        select 2, 1, 1, 1, '1', '2', now() - interval '4 years', 3, now() - interval '4 years'
                        """).update();

        drifts.sweep(Instant.now());

        assertThat(count("merchant_id = 1 and outcome = 1")).isEqualTo(14);
        assertThat(count("merchant_id = 1 and outcome = 2")).isEqualTo(364 - 3);
        assertThat(count("merchant_id = 2")).isEqualTo(1);
        drifts.sweep(Instant.now().plus(DriftSweep.KEPT));
        assertThat(count("merchant_id = 1 and outcome = 2")).isEqualTo(1);
    }

    /** What was settled within the year is not read to find what was before. */
    @Test
    void oldDriftIsFoundByItsAge() {
        jdbc.sql("""
                        insert into inventory.drift (merchant_id, sku_id, node_id, reading, found, expected, found_at, outcome,
                                                     settled_at)
                        select 1, n, 1, 1, '1', '2', now(), 2, now() - n * interval '1 minute'
                          from generate_series(1, 20000) as n
                        """).update();
        jdbc.sql("analyze inventory.drift").update();

        var plan = jdbc.sql("explain " + DriftStore.FORGET)
                .param("before", OffsetDateTime.now(ZoneOffset.UTC).minusYears(1))
                .param("limit", 1_000)
                .query(String.class)
                .list();

        assertThat(String.join("\n", plan)).contains("using drift_settled");
    }

    private long count(String which) {
        return jdbc.sql("select count(*) from inventory.drift where " + which)
                .query(Long.class)
                .single();
    }
}
