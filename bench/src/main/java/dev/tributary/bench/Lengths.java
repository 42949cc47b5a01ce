package dev.tributary.bench;

import java.time.Duration;

/**
 * How long a run measures.
 *
 * @param warmUp before each row
 * @param firstWarmUp before the first row in process: the compiler settles in some twenty seconds
 * @param httpWarmUp before the first row over HTTP: the hub's compiler takes 45 us of each order after half a minute, 7
 *     after a whole one
 * @param time of each row
 * @param newsTime of the rows of news, which count hundreds of sales and not thousands of orders
 * @param repetitions of each measurement of the ceiling, of which the median counts
 * @param pairs of alternated measurements, of which the median ratio counts
 * @param snapshotPairs the same with a snapshot in one half, which takes some ten seconds
 * @param ledgerMovements of the one row whose ledger is read
 * @param skusAtOnce whose stock changes at once
 */
record Lengths(
        Duration warmUp,
        Duration firstWarmUp,
        Duration httpWarmUp,
        Duration time,
        Duration newsTime,
        int repetitions,
        int endedOrders,
        int pairs,
        int snapshotPairs,
        int snapshotLines,
        int ledgerMovements,
        int skusAtOnce) {

    static Lengths full() {
        return new Lengths(
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                5,
                100_000,
                12,
                8,
                100_000,
                1_000_000,
                10_000);
    }

    static Lengths quick() {
        return new Lengths(
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                1,
                4_000,
                3,
                1,
                10_000,
                20_000,
                1_000);
    }
}
