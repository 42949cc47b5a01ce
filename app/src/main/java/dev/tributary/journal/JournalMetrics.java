package dev.tributary.journal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Samples how far the readers are, for the metrics and for whoever asks. */
@Component
class JournalMetrics implements JournalProgress {

    private static final String HOLDER = """
            select pid, extract(epoch from clock_timestamp() - xact_start) as seconds
              from pg_stat_activity
             where backend_xid is not null and pid <> pg_backend_pid()
             order by age(backend_xid) desc
             limit 1
            """;
    private static final String LAG = """
            select cursor.consumer,
                   max(coalesce(extract(epoch from clock_timestamp() - oldest.appended_at), 0)) as seconds
              from journal.cursor
              left join lateral (
                   select event.appended_at
                     from journal.event
                    where event.era = cursor.era and event.transaction_id >= cursor.window_from
                    order by event.transaction_id
                    limit 1) as oldest on true
             group by cursor.consumer
             order by cursor.consumer
            """;

    private final JdbcClient jdbc;
    private final JournalTail tail;
    private final ParkedStore parkedStore;
    private final MultiGauge lagGauge;
    private volatile Horizon horizon = new Horizon(Duration.ZERO, OptionalInt.empty());
    private volatile List<Lag> lags = List.of();
    private volatile long parked;

    JournalMetrics(JdbcClient jdbc, JournalTail tail, ParkedStore parkedStore, MeterRegistry meters, Clock clock) {
        this.jdbc = jdbc;
        this.tail = tail;
        this.parkedStore = parkedStore;
        meters.gauge(
                "tributary.journal.horizon.age.seconds",
                this,
                metrics -> metrics.horizon.age().toMillis() / 1e3);
        meters.gauge(
                "tributary.journal.horizon.pid",
                this,
                metrics -> metrics.horizon.holder().orElse(0));
        meters.gauge("tributary.journal.parked", this, metrics -> metrics.parked);
        meters.gauge(
                "tributary.journal.heard.age.seconds",
                this,
                metrics ->
                        Duration.between(metrics.heardUntil(), clock.instant()).toMillis() / 1e3);
        this.lagGauge =
                MultiGauge.builder("tributary.journal.consumer.lag.seconds").register(meters);
    }

    void sample() {
        horizon = jdbc.sql(HOLDER)
                .query((row, number) ->
                        new Horizon(seconds(row.getDouble("seconds")), OptionalInt.of(row.getInt("pid"))))
                .optional()
                .orElse(new Horizon(Duration.ZERO, OptionalInt.empty()));
        lags = jdbc.sql(LAG)
                .query((row, number) -> new Lag(row.getString("consumer"), seconds(row.getDouble("seconds"))))
                .list();
        parked = parkedStore.count();
        lagGauge.register(
                lags.stream()
                        .map(lag -> MultiGauge.Row.of(
                                Tags.of("consumer", lag.consumer()),
                                lag.behind().toMillis() / 1e3))
                        .toList(),
                true);
    }

    @Override
    public Instant heardUntil() {
        return tail.heardUntil();
    }

    @Override
    public Horizon horizon() {
        return horizon;
    }

    @Override
    public List<Lag> consumers() {
        return lags;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.max(0, Math.round(seconds * 1e3)));
    }
}
