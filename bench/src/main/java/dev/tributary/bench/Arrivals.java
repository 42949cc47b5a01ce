package dev.tributary.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How long committed changes took to arrive, and how many never did.
 *
 * @param micros from a change to the arrival of a figure that includes it
 */
record Arrivals(Histogram micros, long missing) {

    /** Of a channel that has no changes. */
    static final Arrivals NONE = new Arrivals(histogram(), 0);

    private record Figure(long available, long arrivedMicros) {}

    /**
     * A figure includes a change when it leaves no more to sell than that change did: nothing but sales happens to these
     * SKUs, so what is left only falls.
     *
     * @param changes in the order of each SKU
     * @param calls in the order of their arrival
     */
    static Arrivals of(List<StockChanges.Change> changes, List<StockDoor.Told> calls) {
        Map<String, List<Figure>> figures = new HashMap<>();
        for (var call : calls) {
            call.availableBySku()
                    .forEach((sku, available) -> figures.computeIfAbsent(sku, any -> new ArrayList<>())
                            .add(new Figure(available, call.arrivedMicros())));
        }
        var micros = histogram();
        Map<String, Integer> reached = new HashMap<>();
        long missing = 0;
        for (var change : changes) {
            var heard = figures.getOrDefault(change.sku(), List.of());
            int at = reached.getOrDefault(change.sku(), 0);
            while (at < heard.size() && heard.get(at).available > change.available()) {
                at++;
            }
            reached.put(change.sku(), at);
            if (at == heard.size()) {
                missing++;
            } else {
                record(micros, heard.get(at).arrivedMicros - change.occurredMicros());
            }
        }
        return new Arrivals(micros, missing);
    }

    static Histogram histogram() {
        return new Histogram(600_000_000, 3);
    }

    static void record(Histogram micros, long value) {
        micros.recordValue(Math.clamp(value, 0, 600_000_000));
    }
}
