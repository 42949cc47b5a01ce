package dev.tributary.openapi.availability;

import dev.tributary.inventory.Availability;
import dev.tributary.inventory.StockLevel;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.openapi.availability.LevelStream.Ending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The streams of this node, so many at most: each holds a connection's buffers, some 100 kB, and one mark a SKU. Stops
 * before the web server does, which would wait for them.
 */
@Component
class Streams implements SmartLifecycle {

    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private record SkuOf(MerchantId merchant, SkuId sku) {}

    private final Map<SkuOf, List<LevelStream>> bySku = new ConcurrentHashMap<>();
    private final Set<LevelStream> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> openByClient = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private final MeterRegistry meters;
    private final int most;
    private final int mostOfClient;
    private volatile boolean running = true;

    Streams(
            Availability availability,
            MeterRegistry meters,
            @Value("${tributary.availability.streams:256}") int most,
            @Value("${tributary.availability.streams-of-client:8}") int mostOfClient) {
        this.meters = meters;
        this.most = most;
        this.mostOfClient = mostOfClient;
        Gauge.builder("tributary.availability.streams", open, Set::size)
                .description("Open streams of availability")
                .register(meters);
        availability.onChange(this::changed);
    }

    /** Counts one more stream of this client, or refuses it; who is admitted must {@link #add} a stream or {@link #leave}. */
    void admit(String client) {
        lock.lock();
        try {
            if (!running) {
                throw new ProblemException(Problem.UNAVAILABLE, "the hub is stopping");
            }
            int all = openByClient.values().stream().mapToInt(Integer::intValue).sum();
            if (all >= most) {
                throw new ProblemException(Problem.OVERLOADED, "at most %d streams are open at a time".formatted(most));
            }
            if (openByClient.getOrDefault(client, 0) >= mostOfClient) {
                throw new ProblemException(
                        Problem.TOO_MANY_REQUESTS, "a client has at most %d streams open".formatted(mostOfClient));
            }
            openByClient.merge(client, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    void leave(String client) {
        lock.lock();
        try {
            openByClient.computeIfPresent(client, (name, streams) -> streams == 1 ? null : streams - 1);
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From here on it hears; what it tells first is looked up after this, so nothing falls between. */
    void add(LevelStream stream) {
        open.add(stream);
        for (var sku : stream.skus()) {
            bySku.compute(new SkuOf(stream.merchant(), sku), (key, known) -> {
                var streams = known == null ? new CopyOnWriteArrayList<LevelStream>() : known;
                streams.add(stream);
                return streams;
            });
        }
        if (!running) {
            stream.end(Ending.STOPPING);
        }
        Thread.ofVirtual().name("availability-stream").start(() -> stream.run(this::ended));
    }

    private void changed(MerchantId merchant, StockLevel level) {
        if (open.isEmpty()) {
            return;
        }
        for (var stream : bySku.getOrDefault(new SkuOf(merchant, level.sku()), List.of())) {
            stream.changed(level.sku());
        }
    }

    private void ended(LevelStream stream, Ending why) {
        for (var sku : stream.skus()) {
            bySku.computeIfPresent(new SkuOf(stream.merchant(), sku), (key, streams) -> {
                streams.remove(stream);
                return streams.isEmpty() ? null : streams;
            });
        }
        open.remove(stream);
        Counter.builder("tributary.availability.streams.ended")
                .description("Streams of availability that ended, by reason")
                .tag("reason", why.name())
                .register(meters)
                .increment();
        leave(stream.client());
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        open.forEach(stream -> stream.end(Ending.STOPPING));
        long left = STOP_MAX.toNanos();
        lock.lock();
        try {
            while (!openByClient.isEmpty() && left > 0) {
                left = fewer.awaitNanos(left);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Above the web server, whose stop waits for what is under way. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }
}
