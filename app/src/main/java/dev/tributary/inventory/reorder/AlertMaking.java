package dev.tributary.inventory.reorder;

import dev.tributary.inventory.Availability;
import dev.tributary.inventory.StockAlerts.Forecast;
import dev.tributary.inventory.StockAlerts.Proposal;
import dev.tributary.inventory.StockKey;
import dev.tributary.journal.Journal;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.MerchantId;
import dev.tributary.leases.Field;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Subject;
import dev.tributary.leases.Suspensions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Opens an alert where what is available will not last, and closes it when there is enough again. While a lease keeps
 * back what others tell of a row, its number is not to be trusted: nothing opens or closes until the lease is over.
 */
@Component
class AlertMaking {

    static final String LOW = "stock.low.v1";
    private static final int ROWS = 500;

    private final ForecastStore forecasts;
    private final AlertStore alerts;
    private final ReorderRules rules;
    private final Outlooks outlooks;
    private final Availability availability;
    private final Suspensions suspensions;
    private final Journal journal;
    private final Clock clock;

    AlertMaking(
            ForecastStore forecasts,
            AlertStore alerts,
            ReorderRules rules,
            Outlooks outlooks,
            Availability availability,
            Suspensions suspensions,
            Journal journal,
            Clock clock) {
        this.forecasts = forecasts;
        this.alerts = alerts;
        this.rules = rules;
        this.outlooks = outlooks;
        this.availability = availability;
        this.suspensions = suspensions;
        this.journal = journal;
        this.clock = clock;
    }

    /** Of the next rows; answers where to go on, empty behind the last. */
    Optional<TurnStore.Place> next(MerchantId merchant, LocalDate today, TurnStore.Place after) {
        var page = forecasts.page(merchant, after, ROWS);
        if (page.isEmpty()) {
            alerts.closeForgotten(merchant);
            return Optional.empty();
        }
        judge(merchant, today, page);
        if (page.size() < ROWS) {
            alerts.closeForgotten(merchant);
            return Optional.empty();
        }
        return Optional.of(TurnStore.Place.behind(List.copyOf(page.keySet()).getLast()));
    }

    private void judge(MerchantId merchant, LocalDate today, Map<StockKey, Forecast> page) {
        var known = new LinkedHashMap<StockKey, Forecast>();
        page.forEach((key, forecast) -> {
            if (availability.level(merchant, key.sku(), key.node()).isPresent() && !isSuspended(key)) {
                known.put(key, forecast);
            }
        });
        var proposals = outlooks.proposals(merchant, known, rules.book(merchant), today);
        var open = alerts.openOf(merchant, known.keySet());
        var low = new ArrayList<StockKey>();
        var enough = new ArrayList<StockKey>();
        proposals.forEach((key, proposal) -> {
            boolean isOpen = open.containsKey(key);
            boolean isLow = Proposals.isLow(proposal, Objects.requireNonNull(known.get(key)), isOpen);
            if (isLow) {
                low.add(key);
            } else if (isOpen) {
                enough.add(key);
            }
        });
        alerts.close(merchant, enough);
        alerts.open(merchant, low.stream().filter(key -> !open.containsKey(key)).toList());
        tell(merchant, low, proposals, known);
    }

    private boolean isSuspended(StockKey key) {
        var target = new LeaseScope.Target(Optional.empty(), key.node(), key.sku(), Field.ON_HAND);
        return !suspensions.covering(key.merchant(), Subject.STOCK_IN, target).isEmpty();
    }

    private void tell(
            MerchantId merchant,
            List<StockKey> low,
            Map<StockKey, Proposal> proposals,
            Map<StockKey, Forecast> forecastsByKey) {
        var events = new ArrayList<NewEvent>();
        alerts.tell(merchant, low).forEach((key, id) -> {
            var proposal = Objects.requireNonNull(proposals.get(key));
            var forecast = Objects.requireNonNull(forecastsByKey.get(key));
            String payload = String.format(
                    Locale.ROOT,
                    "{\"alertId\":\"%d\",\"skuId\":\"%s\",\"nodeId\":\"%s\",\"available\":%d,\"expected\":%d,\"perDay\":%.3f,\"coverDays\":%.1f,\"belowDays\":%d,\"proposed\":%d,\"occurredAt\":\"%s\"}",
                    id,
                    key.sku(),
                    key.node(),
                    proposal.available(),
                    proposal.expected(),
                    forecast.perDay(),
                    proposal.coverDays(),
                    proposal.belowDays(),
                    proposal.units(),
                    clock.instant());
            events.add(new NewEvent(LOW, "alert/" + id, merchant, 1, payload));
        });
        if (!events.isEmpty()) {
            journal.append(events);
        }
    }
}
