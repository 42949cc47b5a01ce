package dev.tributary.channels.pull;

import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.lane.ChannelLane;
import dev.tributary.channels.lane.PlatformCall;
import dev.tributary.kernel.RetrySchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches for one channel: first what is new in its lists, then single items that were named, then what people asked to
 * have read again. A mark moves only when all of its window is stored; a node that dies before reads the window again.
 */
final class PullLane implements ChannelLane {

    private static final Logger LOG = LoggerFactory.getLogger(PullLane.class);

    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int WANTED_AT_ONCE_MAX = 50;
    /** A list is never given up: what is not read is not lost, and a platform that is back is read soon. */
    private static final Duration PAUSE_MAX = Duration.ofMinutes(5);

    /** What the lanes of a node share. */
    record Parts(
            MarkStore marks,
            WantedItems wanted,
            RangeStore ranges,
            PulledMessages messages,
            PlatformCall call,
            PullMetrics metrics,
            Clock clock) {}

    private final OpenAccount account;
    private final Map<String, Adapter.PulledList> lists;
    private final Parts parts;
    private final PlatformLists platform;
    private final Map<String, Pace> paces = new HashMap<>();
    private final Thread thread;
    private volatile boolean running = true;

    PullLane(OpenAccount account, Parts parts) {
        this.account = account;
        this.parts = parts;
        var pull = account.adapter().pull().orElseThrow();
        this.lists = pull.lists();
        this.platform = new PlatformLists(account, parts.call(), new CallBudget(account, pull.budget()));
        lists.forEach((name, list) -> paces.put(name, new Pace(list.windowMax())));
        this.thread = Thread.ofVirtual().name("pull-" + account.channel()).unstarted(this::run);
    }

    /** How one list goes: how long its windows may be now, and when it is looked at again. */
    private static final class Pace {

        private final Duration longest;
        private Duration window;
        private Instant next = Instant.MIN;
        private Duration ahead = Duration.ZERO;
        private int failures;

        Pace(Duration longest) {
            this.longest = longest;
            this.window = longest;
        }

        void succeeded() {
            failures = 0;
            var twice = window.multipliedBy(2);
            window = twice.compareTo(longest) > 0 ? longest : twice;
        }

        /** True when a shorter window can still be tried. */
        boolean shorten() {
            boolean can = window.compareTo(Window.LEAST) > 0;
            window = window.dividedBy(2).compareTo(Window.LEAST) < 0 ? Window.LEAST : window.dividedBy(2);
            return can;
        }

        void failed(Instant now) {
            failures++;
            var pause = RetrySchedule.next(failures, Duration.ZERO).orElseThrow();
            next = now.plus(pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause);
        }

        /** Until when the list may be asked for: a clock of ours that is ahead of the platform's is set back. */
        Instant end(Adapter.PulledList list, Instant now) {
            return now.minus(ahead).minus(list.settle());
        }

        void heard(Instant platformTime, Instant now) {
            var difference = Duration.between(platformTime, now);
            ahead = difference.isNegative() ? Duration.ZERO : difference;
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void end() {
        running = false;
    }

    @Override
    public Thread thread() {
        return thread;
    }

    @Override
    public boolean speaksFor(OpenAccount other) {
        return account.equals(other);
    }

    private void run() {
        while (running) {
            try {
                if (!step()) {
                    TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
                }
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn("fetching for channel {} pauses", account.channel(), failure);
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
            return true;
        } catch (InterruptedException stop) {
            return false;
        }
    }

    /** True when there may be more to do at once. */
    private boolean step() throws InterruptedException {
        boolean worked = false;
        for (var list : lists.entrySet()) {
            worked |= look(list.getKey(), list.getValue());
        }
        worked |= fetchWanted();
        return worked || readRange();
    }

    private boolean look(String name, Adapter.PulledList list) throws InterruptedException {
        var now = parts.clock().instant();
        var pace = pace(name);
        if (now.isBefore(pace.next)) {
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
            parts.marks().lost(account.channel(), name, reach);
            return true;
        }
        var window = Window.next(list, through, pace.window, pace.end(list, now));
        if (window.isEmpty()) {
            pace.next = now.plus(list.every());
            return false;
        }
        return look(name, list, pace, window.get());
    }

    private boolean look(String name, Adapter.PulledList list, Pace pace, Window window) throws InterruptedException {
        try {
            var pages = platform.new OfWindow(list, window);
            int items = read(name, list, pages);
            var now = parts.clock().instant();
            pages.platformTime().ifPresent(time -> pace.heard(time, now));
            var read = sure(window, pace.end(list, now));
            parts.marks().read(account.channel(), name, read, now);
            parts.metrics().read(account, name, items, Duration.between(read, now));
            pace.succeeded();
            boolean behind = read.equals(window.to())
                    && Window.next(list, read, pace.window, pace.end(list, now).minus(list.every()))
                            .isPresent();
            if (!behind) {
                pace.next = now.plus(list.every());
            }
            return behind;
        } catch (PullFailure failure) {
            return failed(name, pace, failure);
        }
    }

    private int read(String name, Adapter.PulledList list, PlatformLists.OfWindow pages)
            throws PullFailure, InterruptedException {
        ListReader.Pages whileRunning = ask -> {
            if (!running) {
                throw new InterruptedException();
            }
            return pages.page(ask);
        };
        return ListReader.read(list, whileRunning, parts.messages().sink(account, name, list, platform));
    }

    /** What the platform's clock had not reached yet was not read, whatever ours shows. */
    private static Instant sure(Window window, Instant end) {
        return end.isBefore(window.to()) ? end : window.to();
    }

    private boolean failed(String name, Pace pace, PullFailure failure) {
        var now = parts.clock().instant();
        parts.metrics().failed(account, name);
        switch (failure.kind()) {
            case SLOW_DOWN -> pace.next = now;
            case TOO_MUCH -> {
                if (!pace.shorten()) {
                    pace.failed(now);
                    parts.marks().failed(account.channel(), name, failure.reason(), now);
                }
            }
            case FAILED, REFUSED -> {
                pace.failed(now);
                parts.marks().failed(account.channel(), name, failure.reason(), now);
            }
        }
        return now.compareTo(pace.next) >= 0;
    }

    private boolean fetchWanted() throws InterruptedException {
        var due = parts.wanted().due(account, parts.clock().instant(), WANTED_AT_ONCE_MAX);
        for (var wanted : due) {
            try {
                var detail = Optional.ofNullable(lists.get(wanted.list()))
                        .flatMap(Adapter.PulledList::detail)
                        .orElseThrow(() -> new PullFailure(
                                PullFailure.Kind.REFUSED, "the adapter file has no detail for " + wanted.list()));
                parts.messages().fetch(account, wanted.list(), wanted.number(), detail, platform);
                parts.wanted().fetched(wanted);
            } catch (PullFailure failure) {
                var pause =
                        RetrySchedule.next(wanted.tries() + 1, Duration.ZERO).orElseThrow();
                parts.wanted().failed(wanted, parts.clock().instant().plus(pause), failure.reason());
            }
        }
        return due.size() == WANTED_AT_ONCE_MAX;
    }

    private boolean readRange() throws InterruptedException {
        var range = parts.ranges().next(account.channel());
        var list = range.flatMap(it -> Optional.ofNullable(lists.get(it.list())));
        if (range.isEmpty() || list.isEmpty()) {
            return false;
        }
        return readRange(range.get(), list.get());
    }

    private boolean readRange(RangeStore.Range range, Adapter.PulledList list) throws InterruptedException {
        var pace = paces.computeIfAbsent("range of " + range.list(), any -> new Pace(list.windowMax()));
        var now = parts.clock().instant();
        if (now.isBefore(pace.next)) {
            return false;
        }
        var window = Window.next(list, range.through(), pace.window, range.to());
        if (window.isEmpty()) {
            parts.ranges().read(range, range.to(), 0, now);
            return true;
        }
        try {
            int items = read(range.list(), list, platform.new OfWindow(list, window.get()));
            parts.ranges().read(range, window.get().to(), items, now);
            pace.succeeded();
            return true;
        } catch (PullFailure failure) {
            return failed(range.list(), pace, failure);
        }
    }

    private Pace pace(String name) {
        return Optional.ofNullable(paces.get(name)).orElseThrow();
    }
}
