package dev.tributary.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.AbstractHistogram;

/** Named figures of one measurement, in the order they are printed. */
record Row(String name, Map<String, Double> figures) {

    static Row of(String name) {
        return new Row(name, new LinkedHashMap<>());
    }

    Row with(String figure, double value) {
        figures.put(figure, value);
        return this;
    }

    /** @param micros a histogram of microseconds */
    Row withLatency(AbstractHistogram micros) {
        return with("p50Millis", micros.getValueAtPercentile(50) / 1_000.0)
                .with("p99Millis", micros.getValueAtPercentile(99) / 1_000.0);
    }

    double figure(String figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    String json() {
        return "{\"name\": \"%s\"%s}"
                .formatted(
                        name,
                        figures.entrySet().stream()
                                .map(it -> ", \"%s\": %s".formatted(it.getKey(), number(it.getValue())))
                                .collect(Collectors.joining()));
    }

    String text() {
        return String.format(Locale.ROOT, "%-28s", name)
                + figures.entrySet().stream()
                        .map(it -> "  %s %s".formatted(it.getKey(), number(it.getValue())))
                        .collect(Collectors.joining());
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        return value == Math.rint(value) || Math.abs(value) >= 1_000
                ? Long.toString(Math.round(value))
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
