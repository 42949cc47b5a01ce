package dev.tributary.inventory;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What goods cost, counted from the ledger after the fact, so that no order waits for it. Only of merchants who chose a
 * method; both are counted, so a merchant may choose anew at any time.
 */
public interface StockCosts {

    Optional<CostMethod> method(MerchantId merchant);

    void choose(MerchantId merchant, CostMethod method, String actor);

    /**
     * Counts the row on, some thousand lines at most, and answers what its goods cost.
     *
     * @param from of what left in a span of time, its begin
     * @param to its end, not included
     */
    Optional<Valued> of(StockKey key, CostMethod method, Instant from, Instant to);

    /** What each movement brought or took, newest first; at most 200 a page. */
    Page<Line> lines(StockKey key, CostMethod method, Optional<String> cursor, int limit);

    /**
     * Values in minor units of the merchant's currency.
     *
     * @param countedThrough the row's movement up to which the ledger is counted
     * @param version the row's last movement
     * @param units owned at the node, sellable or held; less than zero where more left than came
     * @param layers only first in, first out: what came and has not left, the oldest first, at most 100
     * @param sold what left by orders and tills in the span, less what came back
     * @param lost what was scrapped, lost on its way, or not found, less what was found
     * @param corrections what goods cost more that had left before they came
     * @param estimated units that came in the span without a known cost
     */
    record Valued(
            CostMethod method,
            long countedThrough,
            long version,
            long units,
            long value,
            List<Layer> layers,
            long sold,
            long lost,
            long corrections,
            long estimated,
            String note) {}

    record Layer(long version, long units, long value) {}

    /** @param value more than zero where goods came */
    record Line(
            long version, Movement.Kind kind, long units, long value, long correction, boolean estimated, Instant at) {}
}
