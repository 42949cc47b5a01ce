package dev.tributary.channels.news;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.lane.PlatformCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a platform holds of an item whose stock is moved by a difference only, as far as anybody here knows.
 *
 * @param held for certain; empty while nobody knows
 * @param lookedAt when the platform was asked last
 * @param sent a difference whose outcome is unknown: the call was about to be made, and nobody has written how it ended
 */
record Holding(Optional<Long> held, Optional<Instant> lookedAt, Optional<Sent> sent) {

    static final Holding UNKNOWN = new Holding(Optional.empty(), Optional.empty(), Optional.empty());

    /** @param at when it was written down; the call was made soon after that, if at all */
    record Sent(long difference, String number, Instant at) {}

    /** How long nobody may ask after a call that was written down and never heard of again. */
    static Duration silence(Adapter.StockOut.Difference how) {
        return PlatformCall.OVER_WITHIN.plus(how.settle());
    }

    /** What must happen before the platform holds what is left here. */
    enum Step {
        /** The difference from what it holds is told. */
        TELL,
        LOOK_UP,
        /** The platform takes a call of the same number for the same call, so it is made once more. */
        REPEAT,
        /** The platform may still be about to do what it was told: what it holds now says nothing yet. */
        WAIT
    }

    /** @param every how long what is known counts, although nothing was told since */
    Step next(Adapter.StockOut.Difference how, Duration every, Instant now) {
        if (sent.isPresent()) {
            var at = sent.get().at();
            // The platform must still know it when the call arrives.
            boolean knowsNumber = how.numbersKept()
                    .filter(kept ->
                            at.plus(kept).minus(PlatformCall.OVER_WITHIN).isAfter(now))
                    .isPresent();
            return knowsNumber ? Step.REPEAT : at.plus(silence(how)).isAfter(now) ? Step.WAIT : Step.LOOK_UP;
        }
        boolean fresh =
                lookedAt.filter(looked -> looked.plus(every).isAfter(now)).isPresent();
        return held.isPresent() && fresh && !how.lowersItself() ? Step.TELL : Step.LOOK_UP;
    }
}
