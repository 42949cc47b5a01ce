package dev.tributary.channels.pull;

import dev.tributary.channels.Pulls;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.certificate.DayCount;
import dev.tributary.channels.lane.CallRates;
import dev.tributary.channels.lane.ChannelLane;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.database.Threads;
import dev.tributary.kernel.RetrySchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches for one channel: what is new in its lists, then what people asked to have read again, then what is counted for
 * certificates; beside these, single items that were named. A mark moves only when all of its window is stored; a node that
 * dies before reads the window again.
 */
final class PullLane implements ChannelLane {

    private static final Logger LOG = LoggerFactory.getLogger(PullLane.class);

    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int WANTED_AT_ONCE_MAX = 50;
    /** What cannot be fetched for so long is seen in the channel's health, and given up. */
    private static final Duration WANTED_KEPT = Duration.ofDays(30);

    /** What the lanes of a node share. */
    record Parts(
            MarkStore marks,
            WantedItems wanted,
            RangeStore ranges,
            PulledMessages messages,
            DayCount days,
            PlatformCall call,
            CallRates rates,
            PullMetrics metrics,
            Clock clock) {}

    private final OpenAccount account;
    private final Map<String, Adapter.PulledList> lists;
    private final Parts parts;
    private final CallBudget budget;
    private final PlatformLists platform;
    private final Optional<DayReader> days;
    /** Of lists, by name; of ranges and of days. */
    private final Map<String, Pace> paces = new HashMap<>();

    private Instant askAgain = Instant.MIN;
    private final Thread thread;
    private volatile boolean running = true;

    PullLane(OpenAccount account, Parts parts) {
        this.account = account;
        this.parts = parts;
        var pull = account.adapter().pull().orElseThrow();
        this.lists = pull.lists();
        this.budget = CallBudget.of(account, pull.budget(), parts.rates());
        this.platform = new PlatformLists(account, parts.call(), budget);
        this.days = account.adapter()
                .certificate()
                .map(it -> new DayReader(account, it, platform, parts.days(), parts.wanted()));
        this.thread = Thread.ofVirtual().name("pull-" + account.channel()).unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void end() {
        running = false;
        budget.end();
    }

    @Override
    public Thread thread() {
        return thread;
    }

    @Override
    public boolean speaksFor(OpenAccount other) {
        return account.equals(other);
    }

    /** A page that is long in coming holds up no item that was named, and no item a page. */
    private void run() {
        var items = Thread.ofVirtual().name("items-" + account.channel()).start(() -> repeat(this::fetchWanted));
        repeat(this::step);
        Threads.join(List.of(items));
    }

    /** True when there may be more to do at once. */
    private interface Step {
        boolean take() throws InterruptedException;
    }

    private void repeat(Step step) {
        try {
            while (running) {
                if (!takeOrPause(step)) {
                    TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean takeOrPause(Step step) throws InterruptedException {
        try {
            return step.take();
        } catch (RuntimeException failure) {
            LOG.warn("fetching for channel {} pauses", account.channel(), failure);
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
            return true;
        }
    }

    private boolean step() throws InterruptedException {
        boolean worked = false;
        for (var list : lists.entrySet()) {
            worked |= look(list.getKey(), list.getValue());
        }
        return worked || asked();
    }

    /** Ranges and days: that there are none need not be asked as often as what is new. */
    private boolean asked() throws InterruptedException {
        var now = parts.clock().instant();
        if (now.isBefore(askAgain)) {
            return false;
        }
        if (readRange() || countDay()) {
            return true;
        }
        askAgain = now.plus(ASK_EVERY);
        return false;
    }

    private boolean look(String name, Adapter.PulledList list) throws InterruptedException {
        var now = parts.clock().instant();
        var pace = pace(name, list.call());
        if (pace.rests(now)) {
            return false;
        }
        var through = parts.marks().through(account, name, now);
        var reach = now.minus(list.backMax()).truncatedTo(ChronoUnit.SECONDS);
        if (through.isBefore(reach)) {
            LOG.error(
                    "list {} of channel {} was not read from {} to {}, and the platform shows that no more",
                    name,
                    account.channel(),
                    through,
                    reach);
            parts.marks().lost(account, name, reach);
            return true;
        }
        var window = Window.next(list, through, pace.window(), pace.end(list, now));
        if (window.isEmpty()) {
            pace.rest(now.plus(list.every()));
            return false;
        }
        return look(name, list, pace, window.get(), through);
    }

    private boolean look(String name, Adapter.PulledList list, Pace pace, Window window, Instant through)
            throws InterruptedException {
        try {
            var pages = platform.new OfWindow(list.call(), list.detail().isEmpty(), window);
            int items = read(list.call(), pages, messages(name));
            var now = parts.clock().instant();
            pages.platformTime().ifPresent(time -> pace.heard(time, now));
            var read = sure(window, pace.end(list, now));
            if (read.isBefore(through)) {
                // Until its clock reaches the mark, the platform dates changes before it.
                parts.marks().setBack(account, name, read);
            }
            parts.marks().read(account, name, read, now);
            parts.metrics().read(account, name, items, Duration.between(read, now));
            pace.succeeded();
            boolean behind = read.equals(window.to())
                    && Window.next(
                                    list,
                                    read,
                                    pace.window(),
                                    pace.end(list, now).minus(list.every()))
                            .isPresent();
            if (!behind) {
                pace.rest(now.plus(list.every()));
            }
            return behind;
        } catch (PullFailure failure) {
            if (failed(pace, failure)) {
                parts.metrics().failed(account, name);
                parts.marks()
                        .failed(account, name, failure.reason(), parts.clock().instant());
            }
            return true;
        }
    }

    private int read(Adapter.ListCall call, ListReader.Pages pages, ListReader.Sink sink)
            throws PullFailure, InterruptedException {
        return ListReader.read(
                call,
                ask -> {
                    if (!running) {
                        throw new InterruptedException();
                    }
                    return pages.page(ask);
                },
                sink);
    }

    /** What the platform's clock had not reached yet was not read, whatever ours shows. */
    private static Instant sure(Window window, Instant end) {
        return end.isBefore(window.to()) ? end : window.to();
    }

    /** True when people must see it: not when the platform only asks for patience, or a shorter window may do. */
    private boolean failed(Pace pace, PullFailure failure) {
        boolean seen = switch (failure.kind()) {
            case SLOW_DOWN -> false;
            case TOO_MUCH -> !pace.shorten();
            case FAILED, REFUSED -> true;
        };
        if (seen) {
            pace.failed(parts.clock().instant());
        }
        return seen;
    }

    private boolean fetchWanted() throws InterruptedException {
        var due = parts.wanted().due(account, parts.clock().instant(), WANTED_AT_ONCE_MAX);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var fetched :
                    threads.invokeAll(due.stream().map(this::fetching).toList())) {
                fetched.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException ended) {
                throw ended;
            }
            throw new IllegalStateException(e.getCause());
        }
        return due.size() == WANTED_AT_ONCE_MAX;
    }

    private Callable<Void> fetching(WantedItems.Wanted wanted) {
        return () -> {
            try {
                budget.spendOnItem(() -> messages(wanted.list()).fetch(wanted.number()));
                parts.wanted().fetched(wanted);
            } catch (PullFailure failure) {
                var now = parts.clock().instant();
                if (wanted.since().plus(WANTED_KEPT).isBefore(now)) {
                    LOG.error(
                            "item {} of list {} of channel {} could not be fetched for {} days and is given up: {}",
                            wanted.number(),
                            wanted.list(),
                            account.channel(),
                            WANTED_KEPT.toDays(),
                            failure.reason());
                    parts.wanted().fetched(wanted);
                } else {
                    var pause = RetrySchedule.next(wanted.tries() + 1, Duration.ZERO)
                            .orElseThrow();
                    parts.wanted().failed(wanted, now.plus(pause), failure.reason());
                }
            }
            return null;
        };
    }

    private PulledMessages.OfList messages(String list) {
        var detail = Optional.ofNullable(lists.get(list)).flatMap(Adapter.PulledList::detail);
        return parts.messages().ofList(account, list, detail, platform);
    }

    private boolean readRange() throws InterruptedException {
        var range = parts.ranges().next(account.merchant(), account.channel());
        var list = range.flatMap(it -> Optional.ofNullable(lists.get(it.list())));
        if (range.isEmpty() || list.isEmpty()) {
            return false;
        }
        return readRange(range.get(), list.get());
    }

    private boolean readRange(Pulls.Range range, Adapter.PulledList list) throws InterruptedException {
        var pace = pace("range of " + range.list(), list.call());
        var now = parts.clock().instant();
        if (pace.rests(now)) {
            return false;
        }
        var window = Window.next(list, range.through(), pace.window(), range.to());
        if (window.isEmpty()) {
            parts.ranges().read(account.merchant(), range, range.to(), 0, now);
            return true;
        }
        try {
            var pages = platform.new OfWindow(list.call(), list.detail().isEmpty(), window.get());
            int items = read(list.call(), pages, messages(range.list()));
            parts.ranges().read(account.merchant(), range, window.get().to(), items, now);
            pace.succeeded();
        } catch (PullFailure failure) {
            if (failed(pace, failure)) {
                LOG.warn("a range of channel {} cannot be read now: {}", account.channel(), failure.reason());
            }
        }
        return true;
    }

    private boolean countDay() throws InterruptedException {
        var day = days.flatMap(DayReader::next);
        if (days.isEmpty() || day.isEmpty()) {
            return false;
        }
        var pace = pace("days", account.adapter().certificate().orElseThrow().call());
        if (pace.rests(parts.clock().instant())) {
            return false;
        }
        try {
            days.get().step(day.get(), this::read, pace);
            pace.succeeded();
        } catch (PullFailure failure) {
            if (failed(pace, failure)) {
                days.get().failed(day.get(), failure);
            }
        }
        return true;
    }

    private Pace pace(String name, Adapter.ListCall call) {
        return paces.computeIfAbsent(name, any -> new Pace(call.windowMax()));
    }
}
