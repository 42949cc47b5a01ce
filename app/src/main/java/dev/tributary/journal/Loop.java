package dev.tributary.journal;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something a node does over and over on a virtual thread until it is told to stop. A failure is logged and followed by
 * a pause that grows to five seconds. Stopping never interrupts: that would break a connection in use.
 */
final class Loop {

    private static final Duration PAUSE_FIRST = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** Returns when the loop is to stop, or throws. */
    interface Body {
        void run(Loop loop) throws Exception;
    }

    private final String name;
    private final Body body;
    private final Signal stopping = new Signal();
    private final Thread thread;
    private volatile boolean running = true;

    private Loop(String name, Body body) {
        this.name = name;
        this.body = body;
        this.thread = Thread.ofVirtual().name("journal-" + name).unstarted(this::run);
    }

    static Loop start(String name, Body body) {
        var loop = new Loop(name, body);
        loop.thread.start();
        return loop;
    }

    boolean running() {
        return running;
    }

    /** Sleeps, but not longer than the loop runs. */
    void pause(Duration time) throws InterruptedException {
        if (running) {
            stopping.await(0, time);
        }
    }

    void askToStop() {
        running = false;
        stopping.raise();
    }

    void join(Duration atMost) throws InterruptedException {
        thread.join(atMost);
    }

    private void run() {
        var pause = PAUSE_FIRST;
        while (running) {
            try {
                body.run(this);
                pause = PAUSE_FIRST;
            } catch (InterruptedException stop) {
                return;
            } catch (Exception failure) {
                pause = afterFailure(failure, pause);
            }
        }
    }

    private Duration afterFailure(Exception failure, Duration pause) {
        LOG.warn("journal loop {} failed and pauses for {}", name, pause, failure);
        try {
            pause(pause);
        } catch (InterruptedException stop) {
            running = false;
        }
        var longer = pause.multipliedBy(2);
        return longer.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : longer;
    }
}
