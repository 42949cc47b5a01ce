package dev.tributary.channels.news;

import dev.tributary.catalog.Catalog;
import dev.tributary.channels.StockNews;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.buffer.Buffers;
import dev.tributary.channels.lane.CallRate;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.LaneLeases;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.NodeId;
import dev.tributary.leases.Suspensions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one channel its stock, call by call, within its budget and around its failures. When the budget is short the
 * riskiest go first.
 */
final class NewsLane {

    private static final Logger LOG = LoggerFactory.getLogger(NewsLane.class);

    private static final Duration IDLE = Duration.ofMillis(50);
    /** When what is dirty cannot be told yet, as a pause is not over. */
    private static final Duration SOON = Duration.ofMillis(10);

    private static final Duration ROUND = Duration.ofMillis(100);
    /** How soon after a lease's end its news goes on. */
    private static final Duration RESUME_EVERY = Duration.ofMillis(200);

    private static final Duration BUFFER_EVERY = Duration.ofSeconds(1);
    /** How soon a look-up that is due is noticed. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** How soon it is noticed that what is parked is to be tried again. */
    private static final Duration PARKED_EVERY = Duration.ofSeconds(1);

    /** How soon a figure that is to be told again is noticed. */
    private static final Duration AGAIN_EVERY = Duration.ofSeconds(1);

    private final OpenAccount account;
    private final Adapter.StockOut stock;
    private final Optional<TellAgain> again;
    private final Stores stores;
    private final Shelves shelves;
    private final Refusals refusals;
    private final NewsBuffers buffers;
    private final Parts parts;
    private final CallRate calls;
    private final NewsCall newsCall;
    private final Semaphore parallel;
    private final Breaker breaker = new Breaker();
    private final ToldAges ages;
    private final Semaphore signal = new Semaphore(0);
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<Instant> lastTold = Optional.empty();
    private volatile boolean running = true;
    /** Of the lane's own thread. */
    private Instant resumeNext = Instant.EPOCH;

    private Instant bufferNext = Instant.EPOCH;

    private Instant lookNext = Instant.EPOCH;

    private Instant againNext = Instant.EPOCH;

    private Instant parkedNext = Instant.EPOCH;

    /** What lanes share. */
    record Parts(
            Availability availability,
            ChannelView view,
            Catalog catalog,
            Nodes nodes,
            StockCall call,
            Differences differences,
            CallRates rates,
            Clock clock,
            MeterRegistry meters,
            Suspensions suspensions,
            Buffers buffers,
            ParkedShelves parked,
            Consumer<NewsStore.Row> remember,
            BiConsumer<ChannelId, Map<Shelf, Figure>> passOver) {}

    NewsLane(OpenAccount account, List<NodeId> channelNodes, Parts parts) {
        this.account = account;
        this.stock = account.adapter().stock().orElseThrow();
        this.again = stock.again()
                .map(every -> account.number(OpenAccount.TELL_AGAIN_SECONDS, every.toSeconds()))
                .map(seconds -> TellAgain.from(Duration.ofMillis(Math.round(seconds * 1_000))));
        this.stores = Stores.of(account, channelNodes, parts.nodes(), parts.availability(), parts.view());
        this.buffers = new NewsBuffers(account, stores, parts.buffers());
        this.refusals = new Refusals(parts.parked().keeper(account));
        this.shelves = new Shelves(
                account,
                stores,
                parts.catalog(),
                new KeptShelves(account, stores, parts.suspensions()),
                refusals,
                buffers,
                this::remember);
        this.parts = parts;
        double perSecond =
                account.number(OpenAccount.CALLS_PER_SECOND, stock.budget().callsPerSecond());
        this.calls =
                parts.rates().of(account, LaneLeases.Lane.STOCK, stock.budget().at(perSecond));
        this.newsCall = new NewsCall(account, stock, parts.call(), parts.differences(), calls, () -> running);
        this.parallel = new Semaphore(stock.budget().parallel());
        this.ages = new ToldAges(account.channel(), stock.due(), shelves, parts.meters(), parts.clock());
    }

    /** True when the other lane would tell the same channel in the same way. */
    boolean speaksFor(OpenAccount other, List<NodeId> channelNodes) {
        return account.equals(other)
                && stores.sameAs(Stores.of(other, channelNodes, parts.nodes(), parts.availability(), parts.view()));
    }

    OpenAccount account() {
        return account;
    }

    /** Before anything is marked: what was parked keeps its pauses. */
    void begin() {
        refusals.begin(parts.parked().of(account), stores.names());
    }

    Shelves shelves() {
        return shelves;
    }

    /** Whether the platform's own sales move the figure that it was told. */
    boolean figureMovesItself() {
        return again.isPresent();
    }

    NewsBuffers buffers() {
        return buffers;
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
        if (!now.isBefore(resumeNext)) {
            resumeNext = now.plus(RESUME_EVERY);
            resume(now);
        }
        if (!now.isBefore(bufferNext)) {
            bufferNext = now.plus(BUFFER_EVERY);
            buffers.hearsWithin(ages.percentile99());
            shelves.bufferAnew(now, roundSize());
        }
        if (stock.difference().isPresent() && !now.isBefore(lookNext)) {
            lookNext = now.plus(LOOK_EVERY);
            lookAnew(stock.difference().get(), now);
        }
        if (!now.isBefore(parkedNext)) {
            parkedNext = now.plus(PARKED_EVERY);
            shelves.retryParked(now, roundSize());
        }
        if (again.isPresent() && !now.isBefore(againNext)) {
            againNext = now.plus(AGAIN_EVERY);
            shelves.tellAgain(again.get(), now, roundSize());
        }
        var pause = breaker.pause(now);
        if (!pause.isZero()) {
            await(pause.compareTo(ROUND) < 0 ? pause : ROUND);
            return;
        }
        if (!parallel.tryAcquire(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        // The call whose place this one takes may have begun the pause.
        if (!breaker.pause(parts.clock().instant()).isZero()) {
            parallel.release();
            return;
        }
        // First the budget, then the figures: what changes while a call waits for its turn still goes with it.
        var wait = calls.take(System.nanoTime());
        if (!wait.isZero()) {
            parallel.release();
            TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), ROUND.toNanos()));
            return;
        }
        var batch = shelves.next(now, stock.budget().skusPerCall(), roundSize());
        if (batch.isEmpty()) {
            calls.giveBack();
            parallel.release();
            await(shelves.allTold() ? IDLE : SOON);
            return;
        }
        long call = breaker.began();
        Thread.ofVirtual().name("stock-news-" + account.channel()).start(() -> carry(batch, call));
    }

    private void resume(Instant now) {
        var discarded = shelves.resume(now);
        if (!discarded.isEmpty()) {
            parts.passOver().accept(account.channel(), discarded);
        }
    }

    /** While the budget carries all news: looking anew must not delay what changed. */
    private void lookAnew(Adapter.StockOut.Difference how, Instant now) {
        if (shelves.due(now) > roundSize()) {
            return;
        }
        for (var item : parts.differences().due(account, how, roundSize() + shelves.keptBack())) {
            var names = parts.catalog()
                    .listings(
                            account.merchant(), account.channel(), item.shelf().sku());
            if (names.contains(item.channelSku())) {
                shelves.lookAnew(item.shelf(), now);
            } else {
                parts.differences().drop(account, item);
            }
        }
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

    /** As many shelves as the budget carries in a tenth of a second; two at least, the oldest and the riskiest. */
    private int roundSize() {
        double perSecond = calls.perSecond(System.nanoTime());
        int callsOfARound = (int) Math.max(1, perSecond * ROUND.toMillis() / 1_000.0);
        return Math.max(2, callsOfARound * stock.budget().skusPerCall());
    }

    private void remember(Shelf shelf, Figure figure) {
        parts.remember()
                .accept(new NewsStore.Row(
                        account.channel(),
                        shelf,
                        figure,
                        buffers.heldBack(shelf),
                        parts.clock().instant()));
    }

    private void carry(List<Shelves.Carried> batch, long call) {
        var answer = StockCall.Said.of(PlatformCall.Outcome.FAILED, "interrupted");
        shelves.sent(batch);
        try {
            answer = newsCall.tell(batch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("channel {} could not be told", account.channel(), e);
            answer = StockCall.Said.of(PlatformCall.Outcome.FAILED, e.getClass().getSimpleName());
        } finally {
            settle(batch, answer, call);
            shelves.landed(batch);
            parallel.release();
            wake();
        }
    }

    void settle(List<Shelves.Carried> batch, StockCall.Said said, long call) {
        var now = parts.clock().instant();
        var answer = said.answer();
        switch (answer.outcome()) {
            case TOLD -> {
                breaker.worked();
                trouble = Optional.empty();
                settle(batch, said, now);
            }
            case SLOW_DOWN -> {
                // The channel is there, and wants fewer calls.
                breaker.worked();
                calls.throttled(answer.retryAfter(), System.nanoTime());
                trouble = Optional.of(answer.reason());
                batch.forEach(carried -> shelves.mark(carried.shelf(), carried.dirty()));
            }
            case FAILED -> {
                breaker.failed(call, now);
                count(answer.reason());
                batch.forEach(carried -> shelves.mark(
                        carried.shelf(),
                        carried.dirty()
                                .failed(now.plus(Pause.after(carried.dirty().failures())))));
            }
            case REFUSED -> {
                // The channel is there and answers: only these shelves are in trouble.
                breaker.worked();
                count(answer.reason());
                settle(batch, said, now);
            }
        }
    }

    private void settle(List<Shelves.Carried> batch, StockCall.Said said, Instant now) {
        for (var verdict : Verdict.of(batch, said)) {
            var carried = verdict.carried();
            switch (verdict.kind()) {
                case TOLD -> told(carried, now);
                case REFUSED -> {
                    count("%s: %s".formatted(carried.channelSku(), verdict.reason()));
                    shelves.refused(carried, verdict.reason(), false, now);
                }
                case REFUSED_ALONE -> shelves.refused(carried, verdict.reason(), true, now);
                case HALVED -> shelves.mark(carried.shelf(), carried.dirty().halved(batch.size()));
                case AGAIN -> shelves.mark(carried.shelf(), carried.dirty());
                case LATER -> {
                    count("%s: %s".formatted(carried.channelSku(), verdict.reason()));
                    var pause = verdict.after()
                            .orElseGet(() -> Pause.after(carried.dirty().failures() + 1));
                    shelves.mark(carried.shelf(), carried.dirty().failed(now.plus(pause)));
                }
            }
        }
    }

    private void told(Shelves.Carried carried, Instant now) {
        told.incrementAndGet();
        lastTold = Optional.of(now);
        shelves.told(carried);
        ages.told(carried.dirty().since(), now);
        remember(carried.shelf(), carried.figure());
    }

    private void count(String reason) {
        failed.incrementAndGet();
        trouble = Optional.of(reason);
    }

    StockNews.Lane shown(Instant now) {
        var budget = ages.budget(now);
        return new StockNews.Lane(
                account.channel(),
                breaker.health(),
                shelves.waiting(),
                shelves.keptBack(),
                shelves.parked(),
                shelves.oldest(now),
                ages.median(),
                ages.percentile99(),
                ages.due(),
                new StockNews.Budget(budget.told(), budget.late(), budget.left()),
                told.get(),
                failed.get(),
                lastTold,
                calls.left(System.nanoTime()),
                calls.full(),
                calls.perSecond(System.nanoTime()),
                calls.throttled(),
                stock.budget().skusPerCall(),
                trouble);
    }
}
