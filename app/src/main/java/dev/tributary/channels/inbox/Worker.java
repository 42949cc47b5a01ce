package dev.tributary.channels.inbox;

import dev.tributary.database.Phases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Goes its round on a thread of its own, again after each pause, for as long as the hub runs. A round that fails is
 * logged; whatever it had claimed comes back by itself.
 */
public abstract class Worker implements SmartLifecycle {

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final String name;
    private final Duration pause;
    private final boolean playing;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /** @param playing whether this node plays the role that the work belongs to */
    protected Worker(String name, Duration pause, boolean playing) {
        this.name = name;
        this.pause = pause;
        this.playing = playing;
    }

    protected abstract void round();

    private void work() {
        while (running) {
            try {
                round();
            } catch (RuntimeException e) {
                log.warn("a round of {} failed and is gone again", name, e);
            }
            Pauses.sleep(pause);
        }
    }

    @Override
    public void start() {
        running = true;
        if (playing) {
            threads.add(Thread.ofVirtual().name(name).start(this::work));
        }
    }

    @Override
    public void stop() {
        running = false;
        Threads.join(threads);
        threads.clear();
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
