package dev.tributary.inventory.reorder;

import dev.tributary.inventory.StockAlerts.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a method by a stated rule and says what it expects. Plain arithmetic: the same sales, the same forecast.
 *
 * <ol>
 *   <li>fewer than four weeks of sales: their mean;
 *   <li>more than 1.32 days from one day with sales to the next on average (the limit of Syntetos, Boylan and Croston
 *       2005): Croston's method with their correction, share 0.1;
 *   <li>otherwise simple exponential smoothing, of all days or of each day of the week by itself, with the share that
 *       would have erred least so far.
 * </ol>
 */
final class Forecasting {

    static final int WEEK = 7;
    static final int YOUNG_DAYS = 28;
    static final double INTERVAL_MAX = 1.32;
    private static final double CROSTON_SHARE = 0.1;
    private static final double[] SHARES = {0.05, 0.1, 0.2, 0.3, 0.5, 0.8};
    private static final double[] SEASON_SHARES = {0.1, 0.2, 0.4};

    private Forecasting() {}

    /**
     * @param ahead the next periods, as many as a season has
     * @param sigma root of the mean squared error of one period ahead, behind the first quarter of the sales
     * @param erred mean absolute error of the same; a single flood of demand counts less in it, so it chooses
     */
    record Result(Method method, double share, double[] ahead, double sigma, double erred) {

        double mean() {
            double sum = 0;
            for (double units : ahead) {
                sum += units;
            }
            return sum / ahead.length;
        }
    }

    /** Of days. */
    static Result of(double[] sold) {
        return of(sold, WEEK, YOUNG_DAYS);
    }

    /**
     * @param sold period by period, the oldest first; negative ones count as none
     * @param season periods of a season; 1 for none
     * @param young with fewer periods than these their mean is all that is said
     */
    static Result of(double[] sold, int season, int young) {
        if (sold.length < young || sold.length < 2) {
            return fitted(Method.MEAN, 0, sold, Mean::new, season);
        }
        if (interval(sold) > INTERVAL_MAX) {
            return fitted(Method.CROSTON_SBA, CROSTON_SHARE, sold, () -> new Smoother.Croston(CROSTON_SHARE), season);
        }
        @Nullable Result best = null;
        for (double share : SHARES) {
            best = better(best, fitted(Method.SMOOTHING, share, sold, () -> new Smoother.Simple(share), season));
        }
        if (season > 1 && sold.length >= 4 * season) {
            for (double share : SEASON_SHARES) {
                best = better(
                        best, fitted(Method.WEEKDAYS, share, sold, () -> new Smoother.Seasonal(season, share), season));
            }
        }
        if (best == null) {
            throw new IllegalStateException("there is always one");
        }
        return best;
    }

    /** Periods from one with sales to the next, on average. */
    static double interval(double[] sold) {
        int with = 0;
        for (double units : sold) {
            with += units > 0 ? 1 : 0;
        }
        return with == 0 ? Double.POSITIVE_INFINITY : (double) sold.length / with;
    }

    private static Result better(@Nullable Result known, Result other) {
        return known == null || other.erred() < known.erred() ? other : known;
    }

    private static Result fitted(Method method, double share, double[] sold, Supplier<Smoother> made, int season) {
        var smoother = made.get();
        // The first forecasts know next to nothing, and would speak against every method alike.
        int from = Math.max(1, sold.length / 4);
        double squares = 0;
        double erred = 0;
        for (int i = 0; i < sold.length; i++) {
            double units = Math.max(0, sold[i]);
            if (i >= from) {
                double error = units - smoother.next();
                squares += error * error;
                erred += Math.abs(error);
            }
            smoother.take(units);
        }
        double[] ahead = new double[season];
        for (int i = 0; i < season; i++) {
            ahead[i] = Math.max(0, smoother.after(i));
        }
        int counted = Math.max(1, sold.length - from);
        return new Result(method, share, ahead, Math.sqrt(squares / counted), erred / counted);
    }

    private static final class Mean implements Smoother {

        private double sum;
        private int count;

        @Override
        public double next() {
            return count == 0 ? 0 : sum / count;
        }

        @Override
        public void take(double units) {
            sum += units;
            count++;
        }
    }
}
