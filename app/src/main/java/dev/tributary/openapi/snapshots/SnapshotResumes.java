package dev.tributary.openapi.snapshots;

import dev.tributary.database.NodeRoles;
import dev.tributary.database.Phases;
import dev.tributary.database.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has snapshots that stopped half-way gone on with; nodes may find the same one, which does no harm. On a thread of its own:
 * a long snapshot takes minutes behind single orders, and no other job of the hub waits for it.
 */
@Component
class SnapshotResumes implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotResumes.class);
    /** The first time too: a hub that starts has more urgent work. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final SnapshotApplying applying;
    private final Clock clock;
    private final boolean resuming;
    private final Semaphore stopping = new Semaphore(0);
    private @Nullable Thread thread;

    SnapshotResumes(SnapshotApplying applying, Clock clock, NodeRoles roles) {
        this.applying = applying;
        this.clock = clock;
        this.resuming = roles.plays(Role.ORDERS);
    }

    private void run() {
        try {
            while (!stopping.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            applying.resume(clock.instant().minus(LEFT_ALONE), () -> stopping.availablePermits() == 0);
        } catch (RuntimeException e) {
            LOG.warn("snapshots that stopped half-way wait", e);
        }
    }

    @Override
    public void start() {
        if (resuming) {
            thread = Thread.ofVirtual().name("snapshot-resumes").start(this::run);
        }
    }

    /** The part it is at is done; the rest is there after the next start, or on another node. */
    @Override
    public void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            stopping.release();
            try {
                running.join(STOP_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
