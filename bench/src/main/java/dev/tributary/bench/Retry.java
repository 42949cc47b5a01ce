package dev.tributary.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Patience: with a database that is coming back, with news on its way. */
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

    /** Looks every few milliseconds; whether it came to pass in time. */
    static boolean until(Duration atMost, Callable<Boolean> reached) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!reached.call()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
