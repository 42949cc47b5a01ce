package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.SkuId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Stock rows that will not last until more can come, and what to reorder. */
public interface StockAlerts {

    /** Newest first, at most 200 a page. */
    Page<Alert> alerts(MerchantId merchant, Show show, Optional<String> cursor, int limit);

    Optional<Alert> alert(MerchantId merchant, long id);

    /** Sales and forecast of one row; empty where nothing was ever sold. */
    Optional<Outlook> outlook(StockKey key);

    /** Says nothing more of this alert's row until then; {@code until} empty ends a silence. Empty when there is no such alert. */
    Optional<Alert> silence(MerchantId merchant, long id, Optional<Instant> until, String reason, String by);

    /** Those somebody has set, the widest first; at most {@value #RULES_MAX}. */
    List<Rule> rules(MerchantId merchant);

    /** Sets the rule of its scope; false when the merchant has {@value #RULES_MAX} others. */
    boolean save(MerchantId merchant, Rule rule, String by);

    int RULES_MAX = 1_000;

    enum Show {
        /** That nobody has silenced. */
        LOUD,
        OPEN,
        ALL
    }

    /** How a forecast was made. */
    enum Method {
        /** Fewer than four weeks of sales: their mean. */
        MEAN,
        /** Days without sales are many: Croston's method with the correction of Syntetos and Boylan. */
        CROSTON_SBA,
        /** Simple exponential smoothing. */
        SMOOTHING,
        /** Simple exponential smoothing of each day of the week by itself. */
        WEEKDAYS
    }

    /**
     * @param perDay on average
     * @param byWeekday from Monday on
     * @param sigma of the errors it would have made day by day, units
     * @param days of sales it was made from
     */
    record Forecast(Method method, double perDay, List<Double> byWeekday, double sigma, int days, LocalDate madeOn) {}

    /**
     * For a SKU, a node, both, or neither; the narrowest counts, a SKU before a node.
     *
     * @param leadTimeDays from the order to the shelf; empty where the node says it, else a week
     * @param reviewDays how often somebody looks
     * @param servicePermille how often of a thousand times safety stock should suffice
     * @param packUnits a proposal is a multiple of it
     */
    record Rule(
            Optional<SkuId> sku,
            Optional<NodeId> node,
            Optional<Integer> leadTimeDays,
            int reviewDays,
            int servicePermille,
            long packUnits) {

        public static final Rule DEFAULT = new Rule(Optional.empty(), Optional.empty(), Optional.empty(), 7, 950, 1);
    }

    /**
     * Forecast over lead time and review, plus safety, minus what is there and what comes, rounded up to packs.
     *
     * @param coverDays how long what is available lasts by the forecast
     * @param belowDays lead time and review together: an alert when cover with what comes is shorter
     * @param z of the service level
     */
    record Proposal(
            long available,
            long expected,
            double coverDays,
            int leadTimeDays,
            int reviewDays,
            double demand,
            double z,
            double safety,
            long packUnits,
            long units,
            String formula) {

        public int belowDays() {
            return leadTimeDays + reviewDays;
        }
    }

    record Silence(Instant until, String reason, String by) {}

    /** @param closedAt when there was enough again */
    record Alert(
            long id,
            StockKey key,
            Instant openedAt,
            Optional<Instant> closedAt,
            Optional<Silence> silence,
            Optional<Forecast> forecast,
            Optional<Proposal> proposal) {}

    /** @param units net, may be negative where more was given back than sold */
    record DaySold(LocalDate day, long units) {}

    /** @param sold the last 90 days without today, each day once */
    record Outlook(StockKey key, List<DaySold> sold, Optional<Forecast> forecast, Optional<Proposal> proposal) {}
}
