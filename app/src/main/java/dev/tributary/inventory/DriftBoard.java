package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How well a merchant's books of stock agree, and whether what does not agree may be repaired. */
public interface DriftBoard {

    int HOURLY_LEAST = 1;
    int HOURLY_MOST = 3_600;

    /** @param limit how many drifts to show at most, the newest first, those still open before the others */
    Report report(MerchantId merchant, int limit);

    /**
     * Says from now on whether repairs are made, and how many rows an hour at most; kept with its reason and its author.
     * Without repairs drift is still found and shown.
     */
    void rule(MerchantId merchant, boolean repairs, int hourlyMax, String reason, String actor);

    /**
     * @param quietSince since when no drift was found; empty until every book has been read once, and while drift is open
     * @param found how many drifts there are, open or settled; settled ones are kept for a year
     * @param rules as they were set, the last one first; the default when nobody has set one
     */
    record Report(
            Optional<Instant> quietSince,
            long found,
            long open,
            long repairedLastHour,
            List<Round> rounds,
            List<Drift> drifts,
            List<Rule> rules) {

        public Rule rule() {
            return rules.getFirst();
        }
    }

    /** How far a reading has come: its last whole round, of all merchants. */
    record Round(
            Drift.Reading reading, long rounds, long checked, Optional<Instant> beganAt, Optional<Instant> endedAt) {}

    /** @param changedAt empty for the default */
    record Rule(boolean repairs, int hourlyMax, String reason, String changedBy, Optional<Instant> changedAt) {}
}
