package dev.tributary.inventory;

import dev.tributary.inventory.Drift.Reading;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How often the books disagreed, and what proving them costs. */
@Component
class DriftMetrics {

    private final Map<Reading, Counter> found = new EnumMap<>(Reading.class);
    private final Map<Reading, Counter> notKept = new EnumMap<>(Reading.class);
    private final Map<Reading, Counter> rounds = new EnumMap<>(Reading.class);
    private final Map<Reading, Timer> slices = new EnumMap<>(Reading.class);
    private final Counter repaired;
    private final Counter gone;
    private final Counter undecided;
    private volatile long open;

    DriftMetrics(MeterRegistry meters) {
        for (var reading : Reading.values()) {
            found.put(reading, meters.counter("tributary.stock.drift.found", "reading", reading.name()));
            notKept.put(reading, meters.counter("tributary.stock.drift.not.kept", "reading", reading.name()));
            rounds.put(reading, meters.counter("tributary.stock.reading.rounds", "reading", reading.name()));
            slices.put(
                    reading,
                    Timer.builder("tributary.stock.reading.slice")
                            .description("how long one slice of the books takes to read")
                            .tag("reading", reading.name())
                            .register(meters));
        }
        repaired = meters.counter("tributary.stock.drift.settled", "outcome", "REPAIRED");
        gone = meters.counter("tributary.stock.drift.settled", "outcome", "GONE");
        undecided = meters.counter("tributary.stock.drift.undecided");
        meters.gauge("tributary.stock.drift.open", this, metrics -> metrics.open);
    }

    void found(Reading reading) {
        counter(found, reading).increment();
    }

    /** A merchant has too many open; counted again by each round that finds it. */
    void notKept(Reading reading) {
        counter(notKept, reading).increment();
    }

    void open(long now) {
        open = now;
    }

    void slice(Reading reading, Duration took, boolean roundEnded) {
        java.util.Objects.requireNonNull(slices.get(reading)).record(took);
        if (roundEnded) {
            counter(rounds, reading).increment();
        }
    }

    void tried(RowRepair.Result result) {
        switch (result) {
            case REPAIRED -> repaired.increment();
            case GONE -> gone.increment();
            case UNDECIDED -> undecided.increment();
            case NOT_NOW -> {}
        }
    }

    private static Counter counter(Map<Reading, Counter> counters, Reading reading) {
        return java.util.Objects.requireNonNull(counters.get(reading));
    }
}
