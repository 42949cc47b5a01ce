package dev.tributary.inventory.reorder;

import dev.tributary.inventory.MerchantZones;
import dev.tributary.inventory.StockAlerts;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

@Service
class JdbcStockAlerts implements StockAlerts {

    /** Days of sales shown beside a forecast. */
    private static final int SHOWN_DAYS = 90;

    private final AlertStore alerts;
    private final ForecastStore forecasts;
    private final SalesStore sales;
    private final ReorderRules rules;
    private final Outlooks outlooks;
    private final MerchantZones zones;
    private final Clock clock;

    JdbcStockAlerts(
            AlertStore alerts,
            ForecastStore forecasts,
            SalesStore sales,
            ReorderRules rules,
            Outlooks outlooks,
            MerchantZones zones,
            Clock clock) {
        this.alerts = alerts;
        this.forecasts = forecasts;
        this.sales = sales;
        this.rules = rules;
        this.outlooks = outlooks;
        this.zones = zones;
        this.clock = clock;
    }

    @Override
    public Page<Alert> alerts(MerchantId merchant, Show show, Optional<String> cursor, int limit) {
        long before = cursor.map(JdbcStockAlerts::id).orElse(Long.MAX_VALUE);
        var rows = alerts.list(merchant, show, before, limit + 1);
        boolean more = rows.size() > limit;
        var page = more ? rows.subList(0, limit) : rows;
        return new Page<>(
                shown(merchant, page),
                more ? Optional.of(Long.toString(page.getLast().id())) : Optional.empty());
    }

    @Override
    public Optional<Alert> alert(MerchantId merchant, long id) {
        return alerts.one(merchant, id).map(row -> shown(merchant, List.of(row)).getFirst());
    }

    @Override
    public Optional<Outlook> outlook(StockKey key) {
        var today = today(key.merchant());
        var sold = sales.sold(key.merchant(), List.of(key), today.minusDays(SHOWN_DAYS), today)
                .get(key);
        var forecast = forecasts.of(key.merchant(), List.of(key));
        if (sold == null && forecast.isEmpty()) {
            return Optional.empty();
        }
        var byDay = new HashMap<LocalDate, Long>();
        if (sold != null) {
            sold.forEach(day -> byDay.put(day.day(), day.units()));
        }
        var days = new ArrayList<DaySold>(SHOWN_DAYS);
        for (var day = today.minusDays(SHOWN_DAYS); day.isBefore(today); day = day.plusDays(1)) {
            days.add(new DaySold(day, byDay.getOrDefault(day, 0L)));
        }
        var proposals = outlooks.proposals(key.merchant(), forecast, rules.book(key.merchant()), today);
        return Optional.of(new Outlook(
                key, days, Optional.ofNullable(forecast.get(key)), Optional.ofNullable(proposals.get(key))));
    }

    @Override
    public Optional<Alert> silence(MerchantId merchant, long id, Optional<Instant> until, String reason, String by) {
        var row = alerts.one(merchant, id);
        row.ifPresent(alert -> alerts.silence(alert.key(), until.orElse(clock.instant()), reason, by));
        return row.isEmpty() ? Optional.empty() : alert(merchant, id);
    }

    @Override
    public List<Rule> rules(MerchantId merchant) {
        return rules.all(merchant);
    }

    @Override
    public boolean save(MerchantId merchant, Rule rule, String by) {
        return rules.save(merchant, rule, by);
    }

    private List<Alert> shown(MerchantId merchant, List<AlertStore.Row> rows) {
        var keys = rows.stream().map(AlertStore.Row::key).distinct().toList();
        var known = keys.isEmpty() ? Map.<StockKey, Forecast>of() : forecasts.of(merchant, keys);
        var proposals = outlooks.proposals(merchant, known, rules.book(merchant), today(merchant));
        return rows.stream()
                .map(row -> new Alert(
                        row.id(),
                        row.key(),
                        row.openedAt(),
                        row.closedAt(),
                        row.silence(),
                        Optional.ofNullable(known.get(row.key())),
                        Optional.ofNullable(proposals.get(row.key()))))
                .toList();
    }

    private LocalDate today(MerchantId merchant) {
        return LocalDate.ofInstant(clock.instant(), zones.zone(merchant));
    }

    private static long id(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("cursor", "unknown_cursor", "Use the nextCursor of the page before.");
        }
    }
}
