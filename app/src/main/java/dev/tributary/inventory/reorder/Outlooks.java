package dev.tributary.inventory.reorder;

import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ExpectedUnits;
import dev.tributary.inventory.StockAlerts.Forecast;
import dev.tributary.inventory.StockAlerts.Proposal;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockLevel;
import dev.tributary.kernel.MerchantId;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What is there, what comes, and what follows from the forecast. */
@Component
class Outlooks {

    private final Availability availability;
    private final ObjectProvider<ExpectedUnits> books;
    private final Clock clock;

    Outlooks(Availability availability, ObjectProvider<ExpectedUnits> books, Clock clock) {
        this.availability = availability;
        this.books = books;
        this.clock = clock;
    }

    Map<StockKey, Proposal> proposals(
            MerchantId merchant, Map<StockKey, Forecast> forecasts, ReorderRules.Book rules, LocalDate today) {
        if (forecasts.isEmpty()) {
            return Map.of();
        }
        var expected = expected(merchant, forecasts, rules);
        var proposals = new LinkedHashMap<StockKey, Proposal>();
        forecasts.forEach((key, forecast) -> proposals.put(
                key,
                Proposals.of(
                        forecast,
                        rules.of(key),
                        rules.leadTimeDays(key),
                        availability
                                .level(merchant, key.sku(), key.node())
                                .map(StockLevel::available)
                                .orElse(0L),
                        expected.getOrDefault(key, 0L),
                        today)));
        return proposals;
    }

    /** What comes within the longest lead time and review among these counts for all of them. */
    private Map<StockKey, Long> expected(
            MerchantId merchant, Map<StockKey, Forecast> forecasts, ReorderRules.Book rules) {
        int days = forecasts.keySet().stream()
                .mapToInt(key -> rules.leadTimeDays(key) + rules.of(key).reviewDays())
                .max()
                .orElse(0);
        var until = clock.instant().plus(Duration.ofDays(days));
        var expected = new HashMap<StockKey, Long>();
        books.orderedStream()
                .forEach(book -> book.expected(merchant, forecasts.keySet(), until)
                        .forEach((key, units) -> expected.merge(key, units, Long::sum)));
        return expected;
    }
}
