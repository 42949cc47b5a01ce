package dev.tributary.database;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** How far this machine's clock is from the database's. */
final class DatabaseClock {

    /** Beyond this, expiries and time windows of two nodes would contradict each other. */
    static final Duration SKEW_LIMIT = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final Clock clock;

    DatabaseClock(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Positive when the database is ahead. Half the round trip is the error. */
    Duration skew() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            Instant before = clock.instant();
            try (var answer = statement.executeQuery("select clock_timestamp()")) {
                answer.next();
                Instant after = clock.instant();
                Instant here = before.plus(Duration.between(before, after).dividedBy(2));
                return Duration.between(
                        here, answer.getObject(1, OffsetDateTime.class).toInstant());
            }
        }
    }

    void check() {
        try {
            Duration skew = skew();
            if (skew.abs().compareTo(SKEW_LIMIT) > 0) {
                throw new StartRefused("this machine's clock and the database's are %s apart; set them right first."
                        .formatted(skew.abs()));
            }
        } catch (SQLException e) {
            throw new StartRefused("the database does not answer: " + e.getMessage() + ".", e);
        }
    }
}
