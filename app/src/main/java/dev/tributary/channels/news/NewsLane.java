package dev.tributary.channels.news;

import dev.tributary.catalog.Catalog;
import dev.tributary.channels.StockNews;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.channels.lane.TokenBucket;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one channel its stock. Changes only mark shelves as dirty; the figure is read when a call is about to carry it,
 * so however often a SKU changes, the channel hears the newest once. When the budget is short the riskiest go first.
 */
final class NewsLane {

    private static final Logger LOG = LoggerFactory.getLogger(NewsLane.class);

    private static final Duration IDLE = Duration.ofMillis(50);
    /** When what is dirty cannot be told yet, as a pause is not over. */
    private static final Duration SOON = Duration.ofMillis(10);

    private static final Duration ROUND = Duration.ofMillis(100);

    private final OpenAccount account;
    private final Adapter.StockOut stock;
    private final Map<NodeId, List<String>> storesByNode;
    private final Map<String, List<NodeId>> nodesByStore;
    private final Parts parts;
    private final TokenBucket budget;
    private final Semaphore parallel;
    private final Breaker breaker;
    private final Timer age;
    /** Which goods the channel sells: the others change as often, and must not take up its rounds. */
    private final Set<SkuId> sold = ConcurrentHashMap.newKeySet();

    private final ConcurrentHashMap<Shelf, Dirty> dirty = new ConcurrentHashMap<>();
    private final Set<Shelf> inFlight = ConcurrentHashMap.newKeySet();
    /** The figure the channel is known to have taken last; absent while that is not certain. */
    private final ConcurrentHashMap<Shelf, Long> believed = new ConcurrentHashMap<>();

    private final Deque<Shelf> round = new ArrayDeque<>();
    private final Semaphore signal = new Semaphore(0);
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile Optional<String> trouble = Optional.empty();
    private volatile boolean running = true;

    /** What lanes share. */
    record Parts(
            Availability availability,
            Catalog catalog,
            Nodes nodes,
            StockCall call,
            Clock clock,
            MeterRegistry meters,
            Consumer<NewsStore.Row> remember) {}

    NewsLane(OpenAccount account, List<NodeId> channelNodes, Parts parts) {
        this.account = account;
        this.stock = account.adapter().stock().orElseThrow();
        this.nodesByStore = nodesByStore(account, stock, channelNodes, parts.nodes());
        this.storesByNode = new HashMap<>();
        nodesByStore.forEach((store, nodes) -> nodes.forEach(node ->
                storesByNode.computeIfAbsent(node, any -> new ArrayList<>()).add(store)));
        this.parts = parts;
        double perSecond =
                account.number(OpenAccount.CALLS_PER_SECOND, stock.budget().callsPerSecond());
        this.budget = new TokenBucket(perSecond, stock.budget().burst(), System.nanoTime());
        this.parallel = new Semaphore(stock.budget().parallel());
        this.breaker = new Breaker();
        this.age = Timer.builder("tributary.stock.news.age")
                .description("from a stock change's commit to the channel's acknowledgement")
                .tag("channel", account.channel().toString())
                .publishPercentiles(0.5, 0.99)
                .register(parts.meters());
    }

    private static Map<String, List<NodeId>> nodesByStore(
            OpenAccount account, Adapter.StockOut stock, List<NodeId> channelNodes, Nodes nodes) {
        if (stock.figure() == Adapter.StockOut.Figure.CHANNEL) {
            return Map.of("", channelNodes);
        }
        var found = new HashMap<String, List<NodeId>>();
        account.stores()
                .forEach((store, code) ->
                        nodes.byCode(account.merchant(), code).ifPresent(node -> found.put(store, List.of(node.id()))));
        return found;
    }

    /** True when the other lane would tell the same channel in the same way. */
    boolean speaksFor(OpenAccount other, List<NodeId> channelNodes) {
        return account.equals(other) && nodesByStore.equals(nodesByStore(other, stock, channelNodes, parts.nodes()));
    }

    OpenAccount account() {
        return account;
    }

    void changed(SkuId sku, NodeId node, long version, Instant at) {
        if (!sold.contains(sku)) {
            return;
        }
        for (var store : storesByNode.getOrDefault(node, List.of())) {
            dirty.merge(new Shelf(store, sku), Dirty.changed(at, node, version), Dirty::and);
        }
    }

    /** A SKU newly listed: the channel must hear its figure whether or not stock moves. */
    void listed(SkuId sku, Instant at) {
        sold.add(sku);
        nodesByStore.keySet().forEach(store -> {
            var shelf = new Shelf(store, sku);
            believed.remove(shelf);
            dirty.merge(shelf, Dirty.unknown(at), Dirty::and);
        });
        wake();
    }

    /** After a start or a take-over: what changed since the version last told. */
    void compare(SkuId sku, Map<Shelf, Long> toldVersions, Instant now) {
        // From here on its changes are marked; availability has heard of earlier ones.
        sold.add(sku);
        nodesByStore.keySet().forEach(store -> {
            var shelf = new Shelf(store, sku);
            if (!Optional.of(figure(shelf).version()).equals(Optional.ofNullable(toldVersions.get(shelf)))) {
                dirty.merge(shelf, Dirty.unknown(now), Dirty::and);
            }
        });
    }

    void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    void stop() {
        running = false;
        wake();
    }

    void run() {
        while (running) {
            try {
                step();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("stock news of channel {} stumbled", account.channel(), e);
                await(IDLE);
            }
        }
    }

    private void step() throws InterruptedException {
        var now = parts.clock().instant();
        var pause = breaker.pause(now);
        if (!pause.isZero()) {
            await(pause.compareTo(ROUND) < 0 ? pause : ROUND);
            return;
        }
        // First the budget, then the figures: what changes while a call waits for its turn still goes with it.
        var wait = budget.untilNext(System.nanoTime());
        if (!wait.isZero()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), ROUND.toNanos()));
            return;
        }
        if (!parallel.tryAcquire(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        var batch = next(now);
        if (batch.isEmpty()) {
            parallel.release();
            await(dirty.isEmpty() ? IDLE : SOON);
            return;
        }
        budget.take();
        Thread.ofVirtual().name("stock-news-" + account.channel()).start(() -> carry(batch));
    }

    private void await(Duration atMost) {
        try {
            if (signal.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shelves of one store for the next call, taken out of the dirty ones. */
    private List<Carried> next(Instant now) {
        if (round.isEmpty()) {
            plan(now);
        }
        var batch = new ArrayList<Carried>();
        int most = stock.budget().skusPerCall();
        for (var shelves = round.iterator(); shelves.hasNext() && batch.size() < most; ) {
            var shelf = shelves.next();
            if (!batch.isEmpty() && !batch.getFirst().shelf().store().equals(shelf.store())) {
                continue;
            }
            shelves.remove();
            var entry = take(shelf, batch.size());
            if (entry.isPresent()) {
                batch.addAll(entry.get());
                most = Math.min(most, entry.get().getFirst().dirty().together());
            }
        }
        return batch;
    }

    private Optional<List<Carried>> take(Shelf shelf, int already) {
        var entry = dirty.get(shelf);
        if (entry == null || entry.together() <= already || !reached(entry, shelf.sku()) || !inFlight.add(shelf)) {
            return Optional.empty();
        }
        // Whoever marks the shelf from here on makes it dirty anew: the figure below is read after this.
        var taken = Optional.ofNullable(dirty.remove(shelf)).orElse(entry);
        if (!reached(taken, shelf.sku())) {
            dirty.merge(shelf, taken, Dirty::and);
            inFlight.remove(shelf);
            return Optional.empty();
        }
        var names = parts.catalog().listings(account.merchant(), account.channel(), shelf.sku());
        if (names.isEmpty()) {
            inFlight.remove(shelf);
            return Optional.empty();
        }
        var figure = figure(shelf);
        if (Long.valueOf(figure.available()).equals(believed.get(shelf))) {
            // Promised goods that leave change the row, not what is left to sell: the budget is for news.
            parts.remember()
                    .accept(new NewsStore.Row(
                            account.channel(), shelf, figure, parts.clock().instant()));
            inFlight.remove(shelf);
            return Optional.empty();
        }
        return Optional.of(names.stream()
                .map(name -> new Carried(shelf, taken, figure, name))
                .toList());
    }

    /** The cache of availability hears the same journal, before we do; whether it has, costs little to ask. */
    private boolean reached(Dirty entry, SkuId sku) {
        return entry.versions().entrySet().stream()
                .allMatch(needed -> parts.availability()
                        .level(account.merchant(), sku, needed.getKey())
                        .filter(level -> level.version() >= needed.getValue())
                        .isPresent());
    }

    /** As many shelves as the budget carries in a tenth of a second; two at least, the oldest and the riskiest. */
    private void plan(Instant now) {
        int calls = (int) Math.max(1, budget.perSecond() * ROUND.toMillis() / 1_000.0);
        int size = Math.max(2, calls * stock.budget().skusPerCall());
        var ready = new ArrayList<Round.Waiting>();
        dirty.forEach((shelf, entry) -> {
            if (!entry.notBefore().isAfter(now) && !inFlight.contains(shelf)) {
                ready.add(new Round.Waiting(shelf, entry.since()));
            }
        });
        round.addAll(Round.of(ready, size, shelf -> figure(shelf).available()));
    }

    private Figure figure(Shelf shelf) {
        long available = 0;
        long version = 0;
        for (var node : nodesByStore.getOrDefault(shelf.store(), List.of())) {
            var level = parts.availability().level(account.merchant(), shelf.sku(), node);
            if (level.isPresent()) {
                available += level.get().available();
                version += level.get().version();
            }
        }
        return new Figure(available, version);
    }

    private void carry(List<Carried> batch) {
        var answer = new PlatformCall.Answer(PlatformCall.Outcome.FAILED, "interrupted");
        batch.forEach(carried -> believed.remove(carried.shelf()));
        try {
            var figures = batch.stream()
                    .map(it -> new StockCall.Told(it.channelSku(), it.figure().available()))
                    .toList();
            answer = parts.call().tell(account, stock, batch.getFirst().shelf().store(), figures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("channel {} could not be told", account.channel(), e);
            answer = new PlatformCall.Answer(
                    PlatformCall.Outcome.FAILED, e.getClass().getSimpleName());
        } finally {
            settle(batch, answer);
            batch.forEach(carried -> inFlight.remove(carried.shelf()));
            parallel.release();
            wake();
        }
    }

    private void settle(List<Carried> batch, PlatformCall.Answer answer) {
        var now = parts.clock().instant();
        switch (answer.outcome()) {
            case TOLD -> {
                breaker.worked();
                trouble = Optional.empty();
                told.addAndGet(batch.size());
                batch.forEach(carried -> {
                    believed.put(carried.shelf(), carried.figure().available());
                    age.record(positive(Duration.between(carried.dirty().since(), now)));
                    parts.remember()
                            .accept(new NewsStore.Row(account.channel(), carried.shelf(), carried.figure(), now));
                });
            }
            case SLOW_DOWN -> {
                breaker.slowDown(now);
                trouble = Optional.of(answer.reason());
                batch.forEach(carried -> dirty.merge(carried.shelf(), carried.dirty(), Dirty::and));
            }
            case FAILED -> {
                breaker.failed(now);
                count(answer);
                batch.forEach(carried -> again(
                        carried,
                        carried.dirty()
                                .failed(now.plus(Pause.after(carried.dirty().failures())))));
            }
            case REFUSED -> {
                // The channel is there and answers: only these shelves are in trouble.
                breaker.worked();
                count(answer);
                batch.forEach(carried -> again(
                        carried,
                        carried.dirty()
                                .refused(
                                        batch.size() > 1
                                                ? now
                                                : now.plus(Pause.after(
                                                        carried.dirty().failures() + 1)),
                                        batch.size())));
            }
        }
    }

    private void count(PlatformCall.Answer answer) {
        failed.incrementAndGet();
        trouble = Optional.of(answer.reason());
    }

    private void again(Carried carried, Dirty later) {
        dirty.merge(carried.shelf(), later, Dirty::and);
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    StockNews.Lane shown(Instant now) {
        var oldest = dirty.values().stream().map(Dirty::since).min(Comparator.naturalOrder());
        var percentiles = age.takeSnapshot().percentileValues();
        return new StockNews.Lane(
                account.channel(),
                breaker.health(),
                dirty.size() + inFlight.size(),
                oldest.map(since -> positive(Duration.between(since, now))).orElse(Duration.ZERO),
                Duration.ofNanos((long) percentiles[0].value(TimeUnit.NANOSECONDS)),
                Duration.ofNanos((long) percentiles[1].value(TimeUnit.NANOSECONDS)),
                told.get(),
                failed.get(),
                budget.perSecond(),
                stock.budget().skusPerCall(),
                trouble);
    }

    private record Carried(Shelf shelf, Dirty dirty, Figure figure, String channelSku) {}
}
