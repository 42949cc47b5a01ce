package dev.tributary.console.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the live page shows of one merchant at one moment. */
record LiveView(
        double ordersPerSecond,
        double refusalsPerSecond,
        Intake intake,
        Duration stockAge,
        List<ChannelRow> channels,
        CappedCount waiting,
        CappedCount discrepancies,
        long parked,
        List<StockCrossings.Crossing> crossings,
        String chart) {

    /** @param colour 1 to 8, the same in table and chart */
    record ChannelRow(
            String code,
            String name,
            String adapter,
            int colour,
            double ordersPerSecond,
            double cancelledPerSecond,
            double refusalsPerSecond,
            long placed,
            long refused,
            long parked,
            Optional<News> news) {}

    /** @param told how often the channel has thanked for news; without any, {@code age99} says nothing */
    record News(String health, int waiting, Duration age, Duration age99, long told, Optional<String> trouble) {}

    /** Commands that wait to be decided, of the whole node. */
    record Intake(long single, long bulk) {}

    /** A number that was counted up to a limit, so that a page never scans a whole table. */
    record CappedCount(int counted, boolean more) {
        static CappedCount of(int found, int limit) {
            return new CappedCount(Math.min(found, limit), found >= limit);
        }

        public String text() {
            return counted + (more ? "+" : "");
        }
    }
}
