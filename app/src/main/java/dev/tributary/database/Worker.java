package dev.tributary.database;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Goes its round on a thread of its own, again after each pause, for as long as the hub runs, so that no other job waits
 * for it. A round that fails is logged; what it had not done, it or another node finds again.
 */
public abstract class Worker implements SmartLifecycle {

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final String name;
    private final Duration firstPause;
    private final Duration pause;
    private final boolean playing;
    private final Semaphore stopping = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean running;

    /** @param playing whether this node plays the role that the work belongs to */
    protected Worker(String name, Duration pause, boolean playing) {
        this(name, Duration.ZERO, pause, playing);
    }

    /** @param firstPause before the first round */
    protected Worker(String name, Duration firstPause, Duration pause, boolean playing) {
        this.name = name;
        this.firstPause = firstPause;
        this.pause = pause;
        this.playing = playing;
    }

    /** A long one looks at {@link #isRunning} now and then. */
    protected abstract void round();

    private void work() {
        var wait = firstPause;
        try {
            while (!stopping.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    round();
                } catch (RuntimeException e) {
                    log.warn("a round of {} failed and is gone again", name, e);
                }
                wait = pause;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        if (playing) {
            thread = Thread.ofVirtual().name(name).start(this::work);
        }
    }

    @Override
    public void stop() {
        running = false;
        var working = thread;
        thread = null;
        if (working != null) {
            stopping.release();
            Threads.join(List.of(working));
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
