package dev.tributary.inventory.reorder;

import dev.tributary.inventory.StockAlerts.DaySold;
import dev.tributary.inventory.StockAlerts.Forecast;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes forecasts from whole days: today is not over. */
@Component
class ForecastMaking {

    private static final int ROWS = 200;
    /** Longer ago is another time. */
    static final int DAYS_MAX = 365;

    private final SalesStore sales;
    private final ForecastStore forecasts;

    ForecastMaking(SalesStore sales, ForecastStore forecasts) {
        this.sales = sales;
        this.forecasts = forecasts;
    }

    /** Of the next rows; answers where to go on, empty behind the last. */
    Optional<TurnStore.Place> next(MerchantId merchant, LocalDate today, TurnStore.Place after) {
        var rows = sales.rows(merchant, after, ROWS);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var sold = sales.sold(merchant, rows, today.minusDays(DAYS_MAX), today);
        var made = new LinkedHashMap<StockKey, Forecast>();
        sold.forEach((key, days) -> made.put(key, forecast(days, today)));
        forecasts.save(merchant, today, made);
        forecasts.drop(
                merchant, rows.stream().filter(key -> !made.containsKey(key)).toList());
        return rows.size() < ROWS ? Optional.empty() : Optional.of(TurnStore.Place.behind(rows.getLast()));
    }

    /** @param sold days with sales before today, in order; what was sold begins with the first */
    static Forecast forecast(List<DaySold> sold, LocalDate today) {
        var first = sold.getFirst().day();
        double[] units = new double[(int) ChronoUnit.DAYS.between(first, today)];
        sold.forEach(day -> units[(int) ChronoUnit.DAYS.between(first, day.day())] = day.units());
        var result = Forecasting.of(units);
        // The forecast begins with today.
        Double[] byWeekday = new Double[Forecasting.WEEK];
        for (int i = 0; i < Forecasting.WEEK; i++) {
            byWeekday[today.plusDays(i).getDayOfWeek().getValue() - 1] = result.ahead()[i];
        }
        return new Forecast(
                result.method(),
                result.mean(),
                new ArrayList<>(Arrays.asList(byWeekday)),
                result.sigma(),
                units.length,
                today);
    }
}
