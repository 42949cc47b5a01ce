package dev.tributary.orders;

import dev.tributary.database.Background;
import dev.tributary.database.SequenceBlocks;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/**
 * The intake: checks a command on the caller's thread, queues it, and lets a few writers run what waits. Starts before
 * everything that submits and stops after it; then it refuses what is new, and finishes what was accepted.
 */
@Component
@EnableConfigurationProperties(IntakeSettings.class)
class BatchIntake implements OrderIntake, SmartLifecycle {

    private static final int ORDER_ID_BLOCK = 1024;
    private static final int PHASE = 0;
    private static final Duration STOP_MAX = Duration.ofSeconds(60);

    private final IntakeSettings settings;
    private final BatchRunner runner;
    private final BundleLines bundles;
    private final ObjectMapper json;
    private final SequenceBlocks orderIds;
    private final Lanes lanes;
    private final List<Thread> writers = new ArrayList<>();

    BatchIntake(
            IntakeSettings settings,
            BatchRunner runner,
            BundleLines bundles,
            ObjectMapper json,
            JdbcClient jdbc,
            MeterRegistry registry) {
        this.settings = settings;
        this.runner = runner;
        this.bundles = bundles;
        this.json = json;
        this.orderIds = new SequenceBlocks(jdbc, "orders.order_id", ORDER_ID_BLOCK);
        this.lanes = new Lanes(settings.writers(), settings.singleCapacity(), settings.bulkCapacity());
        for (var lane : Lane.values()) {
            Gauge.builder("tributary.intake.waiting", lanes, waiting -> waiting.depth(lane))
                    .tag("lane", lane.name())
                    .register(registry);
        }
    }

    @Override
    public CompletableFuture<Outcome> submit(Command command, Lane lane) {
        var pending = pending(command);
        boolean queued;
        try {
            queued = lanes.offer(pending, lane);
        } catch (Lanes.IntakeClosed closed) {
            throw new ProblemException(Problem.UNAVAILABLE, "The hub is stopping; send this again in a moment.");
        }
        if (!queued) {
            throw new ProblemException(Problem.OVERLOADED, "Too much is waiting; send this again in a second.");
        }
        return pending.answer();
    }

    private Pending pending(Command command) {
        return switch (command) {
            case Command.Place place -> {
                DraftCheck.check(place.draft());
                var exploded = bundles.explode(place.draft(), OrderAmounts.of(place.draft()));
                yield pending(new Command.Place(exploded.draft()), orderIds.next(), prepare(exploded));
            }
            case Command.TakeBack back -> {
                ReturnCheck.check(back.draft());
                yield pending(bundles.withRecipes(back), orderIds.next(), null);
            }
            case Command.TellCancelled told -> pending(told, orderIds.next(), null);
            case Command.RetryWaiting retry -> pending(bundles.withRecipes(retry), 0, null);
            case Command.ChangeStock change -> {
                StockCheck.check(change);
                bundles.checkKeepsStock(change);
                yield pending(change, 0, null);
            }
            case Command.ApplySnapshot apply -> {
                StockCheck.check(apply);
                yield pending(apply, 0, null);
            }
            case Command.TellRefunded _,
                    Command.Pay _,
                    Command.Cancel _,
                    Command.Expire _,
                    Command.ReviewPromise _,
                    Command.ExtendHold _,
                    Command.SettleRefund _,
                    Command.Ship _,
                    Command.Decide _,
                    Command.EditLines _,
                    Command.IfVersion _ -> pending(command, 0, null);
        };
    }

    private static Pending pending(Command command, long orderId, Pending.@Nullable Prepared prepared) {
        return new Pending(command, orderId, IntakeKey.of(command), prepared, new CompletableFuture<>());
    }

    private Pending.Prepared prepare(BundleLines.Exploded exploded) {
        var draft = exploded.draft();
        return new Pending.Prepared(
                exploded.amounts(),
                draft.discounts().isEmpty() ? null : json.writeValueAsString(draft.discounts()),
                draft.details().isEmpty() ? null : json.writeValueAsString(draft.details()));
    }

    @Override
    public void start() {
        for (int i = 0; i < lanes.writers(); i++) {
            int writer = i;
            Runnable work = () -> write(writer);
            writers.add(Thread.ofPlatform()
                    .name("intake-writer-" + i)
                    .start(lanes.isHeavy(writer) ? () -> Background.runOnThisThread(work) : work));
        }
    }

    @Override
    public void stop() {
        lanes.close();
        for (var writer : writers) {
            try {
                writer.join(STOP_MAX);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        writers.clear();
    }

    @Override
    public boolean isRunning() {
        return !writers.isEmpty();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void write(int writer) {
        var carried = new ArrayList<Pending>();
        try {
            while (true) {
                var batch = next(writer, carried);
                if (batch.isEmpty()) {
                    return;
                }
                long start = System.nanoTime();
                try {
                    carried.addAll(runner.run(batch));
                } finally {
                    if (carried.isEmpty()) {
                        lanes.done(writer);
                    }
                }
                brake(batch.size(), start);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was carried over goes first; two commands about the same thing never share a batch. */
    private List<Pending> next(int writer, ArrayList<Pending> carried) throws InterruptedException {
        var candidates = new ArrayList<>(carried);
        carried.clear();
        if (candidates.isEmpty()) {
            candidates.addAll(lanes.take(writer, settings.commandsPerBatch(), settings.stockKeysPerBatch()));
        }
        var batch = new ArrayList<Pending>(candidates.size());
        var things = new HashSet<Object>();
        for (var candidate : candidates) {
            (alone(candidate, things) ? batch : carried).add(candidate);
        }
        return batch;
    }

    private static boolean alone(Pending candidate, HashSet<Object> things) {
        var order = candidate.command().orderId();
        if (order.filter(things::contains).isPresent()
                || candidate.keys().stream().anyMatch(things::contains)) {
            return false;
        }
        order.ifPresent(things::add);
        things.addAll(candidate.keys());
        return true;
    }

    private void brake(int commands, long startNanos) throws InterruptedException {
        if (settings.commandsPerSecond() > 0) {
            long nanosDue = 1_000_000_000L * commands * settings.writers() / settings.commandsPerSecond();
            Thread.sleep(Duration.ofNanos(Math.max(0, nanosDue - (System.nanoTime() - startNanos))));
        }
    }
}
