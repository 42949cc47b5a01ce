package dev.tributary.channels.pull;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.kernel.RetrySchedule;
import java.time.Duration;
import java.time.Instant;

/** How the reading of one list goes: how long its windows may be now, and when it is looked at again. Of one thread. */
final class Pace {

    /** A list is never given up: what is not read is not lost, and a platform that is back is read soon. */
    private static final Duration PAUSE_MAX = Duration.ofMinutes(5);
    /** A date further behind is no clock that changes are dated with. */
    private static final Duration AHEAD_MAX = Duration.ofHours(1);

    private final Duration longest;
    private Duration window;
    private Instant next = Instant.MIN;
    private Duration ahead = Duration.ZERO;
    private int failures;

    Pace(Duration longest) {
        this.longest = longest;
        this.window = longest;
    }

    Duration window() {
        return window;
    }

    boolean rests(Instant now) {
        return now.isBefore(next);
    }

    void rest(Instant until) {
        next = until;
    }

    void succeeded() {
        failures = 0;
        var twice = window.multipliedBy(2);
        window = twice.compareTo(longest) > 0 ? longest : twice;
    }

    /** False when no shorter window can be tried. */
    boolean shorten() {
        boolean can = window.compareTo(Window.LEAST) > 0;
        var half = window.dividedBy(2);
        window = half.compareTo(Window.LEAST) < 0 ? Window.LEAST : half;
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
        ahead = difference.isNegative() || difference.compareTo(AHEAD_MAX) > 0 ? Duration.ZERO : difference;
    }
}
