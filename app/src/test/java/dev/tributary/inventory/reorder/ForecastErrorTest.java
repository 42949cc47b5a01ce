package dev.tributary.inventory.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.StockAlerts.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How far forecasts were from what came, on real series: one period ahead, over the second half, knowing at each step
 * only what was before it. MASE is the mean absolute error by that of "as the last time" over the first half; below
 * that of the naive ones it is worth having. Other series are measured by {@code -Dtributary.series=FILE} of lines
 * {@code series,period,units}, and {@code -Dtributary.season=52}.
 */
class ForecastErrorTest {

    private static final int WINDOW = ForecastMaking.DAYS_MAX;

    private record Errors(int periods, Method method, double mae, double naive, double seasonal, double scale) {

        double mase() {
            return mae / scale;
        }

        String line(String series) {
            return String.format(
                    Locale.ROOT,
                    "%-22s n %4d  %-11s MAE %9.1f  naive %9.1f  seasonal naive %9.1f  MASE %.3f  naive %.3f  seasonal naive %.3f",
                    series,
                    periods,
                    method,
                    mae,
                    naive,
                    seasonal,
                    mase(),
                    naive / scale,
                    seasonal / scale);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chicago-clark-lake,  7,  28, true",
        "chicago-austin,      7,  28, true",
        // It grows all the time, which no method here foresees: last year's month is nearer.
        "us-alcoholic-drinks, 12, 24, false",
    })
    void forecastsErrLessThanNaiveOnes(String series, int season, int young, boolean alsoSeasonal) throws IOException {
        var errors = errors(read(Path.of("src/test/resources/demand/" + series + ".csv")), season, young);
        System.out.println(errors.line(series));
        assertThat(errors.mae()).isLessThan(errors.naive());
        assertThat(errors.mae() < errors.seasonal()).isEqualTo(alsoSeasonal);
    }

    @Test
    void seriesFromElsewhereAreMeasuredOnRequest() throws IOException {
        String file = System.getProperty("tributary.series", "");
        if (file.isEmpty()) {
            return;
        }
        int season = Integer.getInteger("tributary.season", 1);
        var all = new ArrayList<Errors>();
        many(Path.of(file)).forEach((name, sold) -> {
            var errors = errors(sold, season, 8);
            all.add(errors);
            if (all.size() <= 5) {
                System.out.println(errors.line(name));
            }
        });
        System.out.printf(
                Locale.ROOT,
                "%s: %d series, mean MASE %.3f, naive %.3f, seasonal naive %.3f; better than naive in %d, median ratio of MAE %.3f%n",
                Path.of(file).getFileName(),
                all.size(),
                all.stream().mapToDouble(Errors::mase).average().orElse(0),
                all.stream()
                        .mapToDouble(one -> one.naive() / one.scale())
                        .average()
                        .orElse(0),
                all.stream()
                        .mapToDouble(one -> one.seasonal() / one.scale())
                        .average()
                        .orElse(0),
                all.stream().filter(one -> one.mae() < one.naive()).count(),
                all.stream()
                        .mapToDouble(one -> one.mae() / one.naive())
                        .sorted()
                        .skip(all.size() / 2)
                        .findFirst()
                        .orElse(0));
        assertThat(all).isNotEmpty();
    }

    private static Errors errors(double[] sold, int season, int young) {
        int half = sold.length / 2;
        double scale = 0;
        for (int i = 1; i < half; i++) {
            scale += Math.abs(sold[i] - sold[i - 1]) / (half - 1);
        }
        double forecast = 0;
        double naive = 0;
        double seasonal = 0;
        var method = Method.MEAN;
        int periods = sold.length - half;
        for (int i = half; i < sold.length; i++) {
            var result = Forecasting.of(Arrays.copyOfRange(sold, Math.max(0, i - WINDOW), i), season, young);
            method = result.method();
            forecast += Math.abs(sold[i] - result.ahead()[0]) / periods;
            naive += Math.abs(sold[i] - sold[i - 1]) / periods;
            seasonal += Math.abs(sold[i] - sold[Math.max(0, i - season)]) / periods;
        }
        return new Errors(sold.length, method, forecast, naive, seasonal, scale);
    }

    private static double[] read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                .toArray();
    }

    private static Map<String, double[]> many(Path file) throws IOException {
        var units = new LinkedHashMap<String, List<Double>>();
        Files.readAllLines(file).stream()
                .skip(1)
                .forEach(line -> units.computeIfAbsent(line.substring(0, line.indexOf(',')), first -> new ArrayList<>())
                        .add(Double.parseDouble(line.substring(line.lastIndexOf(',') + 1))));
        var series = new LinkedHashMap<String, double[]>();
        units.forEach((name, values) -> series.put(
                name, values.stream().mapToDouble(Double::doubleValue).toArray()));
        return series;
    }
}
