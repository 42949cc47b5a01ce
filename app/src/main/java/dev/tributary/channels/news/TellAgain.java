package dev.tributary.channels.news;

import dev.tributary.kernel.SkuId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whose turn it is to be told again, though nothing has changed here: each SKU once in so long, spread evenly. Of the
 * lane's own thread.
 */
final class TellAgain {

    private final Duration every;
    /** How much of the first pass is left out. */
    private final double skipped;

    private List<SkuId> pass = List.of();
    private Instant began = Instant.EPOCH;
    private int next;

    TellAgain(Duration every, double skipped) {
        this.every = every;
        this.skipped = skipped;
    }

    /** Begins anywhere, so that a hub that is started often comes to all of them in the end. */
    static TellAgain from(Duration every) {
        return new TellAgain(every, ThreadLocalRandom.current().nextDouble());
    }

    /** What comes late because of the limit is not made up for: a pass then takes longer. */
    List<SkuId> due(Collection<SkuId> sold, Instant now, int limit) {
        if (pass.isEmpty()) {
            begin(sold, now.minus(Duration.ofNanos(Math.round(every.toNanos() * skipped))));
            next = (int) (pass.size() * skipped);
        } else if (next >= pass.size() && !now.isBefore(began.plus(every))) {
            begin(sold, now);
        }
        double share = Math.min(1.0, Duration.between(began, now).toNanos() / (double) every.toNanos());
        int end = Math.min((int) Math.ceil(pass.size() * share), next + limit);
        if (end <= next) {
            return List.of();
        }
        var due = pass.subList(next, end);
        next = end;
        return due;
    }

    private void begin(Collection<SkuId> sold, Instant at) {
        pass = new ArrayList<>(sold);
        began = at;
        next = 0;
    }
}
