package dev.tributary.inventory.reorder;

import dev.tributary.inventory.StockAlerts.Forecast;
import dev.tributary.inventory.StockAlerts.Proposal;
import dev.tributary.inventory.StockAlerts.Rule;
import java.time.LocalDate;
import java.util.Locale;

/** What to reorder, with the numbers it came from. */
final class Proposals {

    /** What lasts longer is not told in days. */
    static final double COVER_DAYS_MAX = 9_999;

    /** An open alert closes when cover has grown by so much beyond what opened it, and by a day at least. */
    private static final double HYSTERESIS = 1.2;

    private Proposals() {}

    /** @param leadTimeDays of the rule, else of the node, else a week */
    static Proposal of(Forecast forecast, Rule rule, int leadTimeDays, long available, long expected, LocalDate today) {
        int days = leadTimeDays + rule.reviewDays();
        double demand = 0;
        for (int i = 1; i <= days; i++) {
            demand += forecast.byWeekday().get(today.plusDays(i).getDayOfWeek().getValue() - 1);
        }
        double z = Normal.z(rule.servicePermille() / 1000.0);
        double safety = z * forecast.sigma() * Math.sqrt(leadTimeDays);
        double missing = demand + safety - available - expected;
        long packs = (long) Math.ceil(Math.max(0, missing) / rule.packUnits() - 1e-9);
        long units = packs * rule.packUnits();
        double cover =
                forecast.perDay() <= 0 ? COVER_DAYS_MAX : Math.min(COVER_DAYS_MAX, available / forecast.perDay());
        String formula = String.format(
                Locale.ROOT,
                "%.1f (forecast of %d + %d days) + %.1f (safety: %.3f x %.2f x sqrt(%d)) - %d (available) - %d (expected) = %.1f; in packs of %d: %d",
                demand,
                leadTimeDays,
                rule.reviewDays(),
                safety,
                z,
                forecast.sigma(),
                leadTimeDays,
                available,
                expected,
                missing,
                rule.packUnits(),
                units);
        return new Proposal(
                available,
                expected,
                cover,
                leadTimeDays,
                rule.reviewDays(),
                demand,
                z,
                safety,
                rule.packUnits(),
                units,
                formula);
    }

    /** @param open whether an alert is open: it closes later than it would open */
    static boolean isLow(Proposal proposal, Forecast forecast, boolean open) {
        if (forecast.perDay() <= 0) {
            return false;
        }
        double cover = (proposal.available() + proposal.expected()) / forecast.perDay();
        double limit =
                open ? Math.max(proposal.belowDays() + 1, proposal.belowDays() * HYSTERESIS) : proposal.belowDays();
        return cover < limit;
    }
}
