package dev.tributary.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.SQLException;
import org.springframework.stereotype.Component;

/** What an operator wants to know of the database under this node. */
@Component
class DatabaseMetrics implements MeterBinder {

    private static final double UNKNOWN = Double.NaN;

    private final Database database;
    private final HubDataSource connections;
    private final DatabaseClock clock;

    DatabaseMetrics(Database database, HubDataSource connections, DatabaseClock clock) {
        this.database = database;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tributary.database.gate.waiting", connections, HubDataSource::waiting)
                .description("callers that wait for a connection")
                .register(registry);
        Gauge.builder("tributary.database.clock.skew", this, DatabaseMetrics::skewSeconds)
                .baseUnit("seconds")
                .description("how far the database's clock is ahead of this node's")
                .register(registry);
        database.embedded().ifPresent(postgres -> {
            Gauge.builder("tributary.postgres.running", postgres, it -> it.running() ? 1 : 0)
                    .description("whether the embedded server's process lives")
                    .register(registry);
            Gauge.builder("tributary.postgres.restarts", postgres, EmbeddedPostgres::restarts)
                    .description("how often the embedded server died and was started again")
                    .register(registry);
        });
    }

    private double skewSeconds() {
        try {
            return clock.skew().toNanos() / 1e9;
        } catch (SQLException e) {
            return UNKNOWN;
        }
    }
}
