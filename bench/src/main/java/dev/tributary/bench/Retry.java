package dev.tributary.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Patience with a database that is coming back. */
final class Retry {

    private Retry() {}

    static Connection connect(Place place, Duration atMost) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            try {
                return place.connect();
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }
}
