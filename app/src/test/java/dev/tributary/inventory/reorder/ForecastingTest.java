package dev.tributary.inventory.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.StockAlerts.Forecast;
import dev.tributary.inventory.StockAlerts.Method;
import dev.tributary.inventory.StockAlerts.Rule;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastingTest {

    private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 22);

    @Test
    void youngSalesAreTheirMean() {
        var result = Forecasting.of(new double[] {3, 5, 4});
        assertThat(result.method()).isEqualTo(Method.MEAN);
        assertThat(result.mean()).isCloseTo(4, Offset.offset(1e-9));
        assertThat(Forecasting.of(new double[0]).mean()).isZero();
    }

    @Test
    void simpleSmoothingMovesByAShareOfEachError() {
        var smoother = new Smoother.Simple(0.5);
        smoother.take(10);
        smoother.take(20);
        assertThat(smoother.next()).isEqualTo(15);
        smoother.take(11);
        assertThat(smoother.next()).isEqualTo(13);
    }

    /** Worked by hand: sizes 4, 6; intervals 2, 3; share 0.5. */
    @Test
    void crostonSmoothsSizesAndIntervalsApart() {
        var smoother = new Smoother.Croston(0.5);
        for (double units : new double[] {0, 4, 0, 0, 6, 0}) {
            smoother.take(units);
        }
        assertThat(smoother.next()).isCloseTo(0.75 * 5 / 2.5, Offset.offset(1e-9));
    }

    @Test
    void eachDayOfTheWeekIsSmoothedByItself() {
        var smoother = new Smoother.Seasonal(2, 0.5);
        for (double units : new double[] {10, 1, 20, 3}) {
            smoother.take(units);
        }
        assertThat(smoother.next()).isEqualTo(15);
        assertThat(smoother.after(1)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theRuleFindsTheMethodThatFits(long seed) {
        var random = new Random(seed);
        double[] rare = IntStream.range(0, 180)
                .mapToDouble(i -> random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0)
                .toArray();
        assertThat(Forecasting.of(rare).method()).isEqualTo(Method.CROSTON_SBA);
        assertThat(Forecasting.of(rare).mean()).isCloseTo(0.5, Offset.offset(0.2));
        double[] weekly = IntStream.range(0, 180)
                .mapToDouble(i -> (i % 7 >= 5 ? 60 : 20) + random.nextGaussian() * 3)
                .toArray();
        assertThat(Forecasting.of(weekly).method()).isEqualTo(Method.WEEKDAYS);
        assertThat(Forecasting.of(weekly).ahead()[(180 - 180 / 7 * 7)]).isLessThan(70);
        double[] steady = IntStream.range(0, 180)
                .mapToDouble(i -> 40 + random.nextGaussian() * 5)
                .toArray();
        assertThat(Forecasting.of(steady).mean()).isCloseTo(40, Offset.offset(3.0));
        assertThat(Forecasting.of(steady).sigma()).isCloseTo(5, Offset.offset(1.5));
    }

    @Test
    void whatWasGivenBackIsNoDemand() {
        double[] sold = new double[60];
        Arrays.fill(sold, -3);
        assertThat(Forecasting.of(sold).mean()).isZero();
        assertThat(Forecasting.of(sold).method()).isEqualTo(Method.CROSTON_SBA);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0", "0.9, 1.2816", "0.95, 1.6449", "0.975, 1.9600", "0.99, 2.3263", "0.999, 3.0902"})
    void serviceLevelsAreQuantiles(double level, double z) {
        assertThat(Normal.z(level)).isCloseTo(z, Offset.offset(1e-4));
    }

    /** One row a case: sold a day, sigma, available, expected, lead, review, permille, pack; proposal, low, stays low. */
    @ParameterizedTest
    @CsvSource({
        "10, 0,  140, 0,  7, 7, 950, 1,    0, false, true",
        "10, 0,  139, 0,  7, 7, 950, 1,    1, true,  true",
        "10, 0,  0,   0,  7, 7, 950, 1,  140, true,  true",
        "10, 0,  0,   0,  7, 7, 950, 24, 144, true,  true",
        "10, 4,  0,   0,  4, 6, 975, 1,  116, true,  true",
        "10, 4,  0,   0,  4, 6, 500, 1,  100, true,  true",
        "10, 0,  50,  90, 7, 7, 950, 1,    0, false, true",
        "10, 0,  50,  80, 7, 7, 950, 12,  12, true,  true",
        "10, 0,  168, 0,  7, 7, 950, 1,    0, false, false",
        "10, 0,  167, 0,  7, 7, 950, 1,    0, false, true",
        "10, 5,  0,   0,  0, 1, 990, 1,   10, true,  true",
        "0,  0,  0,   0,  7, 7, 950, 1,    0, false, false",
        "0.1, 0, 1,   0,  7, 7, 950, 6,    6, true,  true",
    })
    void whatToReorder(
            double perDay,
            double sigma,
            long available,
            long expected,
            int lead,
            int review,
            int permille,
            long pack,
            long units,
            boolean low,
            boolean staysLow) {
        var forecast = new Forecast(Method.SMOOTHING, perDay, Collections.nCopies(7, perDay), sigma, 90, SUNDAY);
        var rule = new Rule(Optional.empty(), Optional.empty(), Optional.empty(), review, permille, pack);
        var proposal = Proposals.of(forecast, rule, lead, available, expected, SUNDAY);
        assertThat(proposal.units()).isEqualTo(units);
        assertThat(Proposals.isLow(proposal, forecast, false)).isEqualTo(low);
        assertThat(Proposals.isLow(proposal, forecast, true)).isEqualTo(staysLow);
    }

    @Test
    void theDaysOfTheWeekThatComeAreTheOnesThatCount() {
        // From Monday on; the three days behind a Sunday are Monday to Wednesday.
        var forecast = new Forecast(Method.WEEKDAYS, 4, List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0), 0, 90, SUNDAY);
        var rule = new Rule(Optional.empty(), Optional.empty(), Optional.empty(), 1, 950, 1);
        var proposal = Proposals.of(forecast, rule, 2, 1, 1, SUNDAY);
        assertThat(proposal.demand()).isEqualTo(6);
        assertThat(proposal.coverDays()).isEqualTo(0.25);
        assertThat(proposal.formula())
                .isEqualTo("6.0 (forecast of 2 + 1 days) + 0.0 (safety: 1.645 x 0.00 x sqrt(2)) - 1 (available)"
                        + " - 1 (expected) = 4.0; in packs of 1: 4");
    }
}
