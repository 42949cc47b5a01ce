package dev.tributary.channels.news;

import dev.tributary.kernel.RetrySchedule;
import java.time.Duration;
import java.time.Instant;

/**
 * How often in a row a platform has refused what it was told of a shelf. From the third time on it is parked: people see
 * it, and it is tried with pauses that grow for a day and are a day long from then on.
 *
 * @param channelSku what the platform calls the item that it refused last
 * @param available the figure
 * @param alone true when it was refused in a call of its own, so that others would be refused with it
 * @param since when it was refused first
 */
record Refusal(
        String channelSku,
        long available,
        String reason,
        boolean alone,
        int times,
        Instant since,
        Instant lastTry,
        Instant nextTry) {

    /** Also a new figure waits for so long, or goods that sell fast would spend the budget on refusals. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration PAUSE_MAX = Duration.ofDays(1);

    private static final int REASON_CHARACTERS_MAX = 200;

    /** The reason is the platform's and may hold anything, also what no database takes. */
    Refusal {
        reason = reason.replace("\0", "");
        reason = reason.substring(0, Math.min(reason.length(), REASON_CHARACTERS_MAX));
    }

    static Refusal first(String channelSku, long available, String reason, boolean alone, Instant now) {
        return new Refusal(channelSku, available, reason, alone, 1, now, now, now.plus(PAUSE));
    }

    Refusal again(String newChannelSku, long newAvailable, String newReason, boolean newAlone, Instant now) {
        var pause = RetrySchedule.next(times + 1, Duration.between(since, now)).orElse(PAUSE_MAX);
        return new Refusal(newChannelSku, newAvailable, newReason, newAlone, times + 1, since, now, now.plus(pause));
    }

    boolean parked() {
        return times >= RetrySchedule.VISIBLE_AFTER;
    }

    /** A change of a shelf that was refused a moment ago is not told at once. */
    Dirty slowed(Dirty change) {
        var earliest = lastTry.plus(PAUSE);
        return new Dirty(
                change.since(),
                change.versions(),
                change.notBefore().isAfter(earliest) ? change.notBefore() : earliest,
                change.failures(),
                alone ? 1 : change.together());
    }
}
