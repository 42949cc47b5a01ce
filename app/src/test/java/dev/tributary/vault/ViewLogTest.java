package dev.tributary.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.TestPostgres;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class ViewLogTest {

    @Test
    void theOldestLooksGoFirstAndThoseWithinTheirRetentionStay() {
        var database = TestPostgres.freshDatabase();
        var jdbc = JdbcClient.create(database);
        var views = new ViewLog(jdbc, new JdbcTransactionManager(database));
        for (int day = 1; day <= 5; day++) {
            jdbc.sql("""
                            insert into vault.view (merchant_id, record_id, viewer, reason, viewed_at)
                            select merchant, :day, 'anna', 'they called', make_timestamptz(2026, 11, :day, 0, 0, 0, 'UTC')
                              from generate_series(1, 2) as merchant
                            """).param("day", day).update();
        }

        assertThat(views.forget(Instant.parse("2026-11-04T00:00:00Z"), 4)).isEqualTo(4);
        assertThat(views.forget(Instant.parse("2026-11-04T00:00:00Z"), 4)).isEqualTo(2);

        assertThat(jdbc.sql("select record_id || ' of ' || merchant_id from vault.view order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("4 of 1", "4 of 2", "5 of 1", "5 of 2");
    }
}
