package dev.tributary.vault;

import dev.tributary.database.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;

/** What the vault does without being asked: old erasures before the doors open, then news of erasures, old keys and old looks. */
final class VaultJobs implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(VaultJobs.class);

    private final Erasures erasures;
    private final InboxKeys inboxKeys;
    private final ViewLog views;
    private final Duration viewRetention;
    private final Clock clock;
    private volatile boolean running;

    VaultJobs(Erasures erasures, InboxKeys inboxKeys, ViewLog views, Duration viewRetention, Clock clock) {
        this.erasures = erasures;
        this.inboxKeys = inboxKeys;
        this.views = views;
        this.viewRetention = viewRetention;
        this.clock = clock;
    }

    @Override
    public void start() {
        int again = erasures.applyAgain();
        if (again > 0) {
            log.warn("{} people were erased again, whom an older database had brought back", again);
        }
        running = true;
        destroyExpiredInboxKeys();
    }

    @Scheduled(fixedDelayString = "PT1S")
    void hearErasures() {
        if (running) {
            erasures.hear();
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void destroyExpiredInboxKeys() {
        if (running) {
            int destroyed = inboxKeys.destroyExpired();
            if (destroyed > 0) {
                log.info("{} inbox keys were destroyed: their retention is over", destroyed);
            }
        }
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void forgetOldLooks() {
        if (running) {
            Instant before = clock.instant().minus(viewRetention);
            int removed = Sweep.inPieces(limit -> views.forget(before, limit));
            if (removed > 0) {
                log.info("{} looks at personal data were forgotten: their retention is over", removed);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything that serves requests. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1_000;
    }
}
