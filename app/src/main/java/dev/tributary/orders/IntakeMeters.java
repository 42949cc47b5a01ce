package dev.tributary.orders;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Figures of the intake: what was decided per channel, how large batches are and how long they take. */
@Component
class IntakeMeters {

    private final MeterRegistry registry;
    private final Map<Name, Counter> counters = new ConcurrentHashMap<>();
    private final DistributionSummary batchSize;
    private final Timer batchTime;
    private final Counter reruns;

    IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
        batchSize = DistributionSummary.builder("tributary.intake.batch.size").register(registry);
        batchTime = Timer.builder("tributary.intake.batch.time")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        reruns = Counter.builder("tributary.intake.batch.reruns").register(registry);
    }

    void batch(List<Pending> commands, List<@Nullable Outcome> outcomes, long nanos) {
        batchSize.record(commands.size());
        batchTime.record(nanos, TimeUnit.NANOSECONDS);
        for (int i = 0; i < commands.size(); i++) {
            var outcome = outcomes.get(i);
            if (outcome != null) {
                counters.computeIfAbsent(name(commands.get(i).command(), outcome), this::counter)
                        .increment();
            }
        }
    }

    void rerun() {
        reruns.increment();
    }

    private Counter counter(Name name) {
        return Counter.builder("tributary.intake.decided")
                .tag("command", name.command())
                .tag("channel", Long.toString(name.channel()))
                .tag("outcome", name.outcome())
                .register(registry);
    }

    private static Name name(Command command, Outcome outcome) {
        long channel = switch (command) {
            case Command.Place place -> place.draft().channel().value();
            case Command.TakeBack back -> back.draft().channel().value();
            case Command.TellRefunded told -> told.channel().value();
            case Command.TellCancelled told -> told.channel().value();
            default -> 0;
        };
        String what = switch (outcome) {
            case Outcome.Placed placed -> placed.replayed() ? "replayed" : "placed";
            case Outcome.Refused refused -> refused.replayed() ? "replayed" : "refused";
            case Outcome.Done done -> done.replayed() ? "replayed" : "done";
            case Outcome.Held held -> held.replayed() ? "replayed" : "done";
            case Outcome.StockDone done -> done.replayed() ? "replayed" : "done";
            case Outcome.SnapshotDone done -> done.replayed() ? "replayed" : "done";
            case Outcome.TakenBack taken -> taken.replayed() ? "replayed" : "done";
            case Outcome.Ignored ignored -> "ignored";
            case Outcome.Rejected rejected -> "rejected";
        };
        return new Name(command.getClass().getSimpleName(), channel, what);
    }

    /** As many as there are channels times outcomes. */
    private record Name(String command, long channel, String outcome) {}
}
