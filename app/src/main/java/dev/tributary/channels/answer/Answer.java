package dev.tributary.channels.answer;

import dev.tributary.channels.telling.Telling;
import java.time.Instant;

/**
 * What a platform has to hear about one of its orders.
 *
 * @param number the platform's
 * @param decidedAt since when it is to be told
 */
record Answer(String number, Decision decision, Cause cause, Instant decidedAt, int attempts) implements Telling {

    @Override
    public Instant since() {
        return decidedAt;
    }

    @Override
    public String subject() {
        return decision.name();
    }
}
