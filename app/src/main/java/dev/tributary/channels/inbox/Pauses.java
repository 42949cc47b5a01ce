package dev.tributary.channels.inbox;

import java.time.Duration;

/** A worker's pause. */
public final class Pauses {

    private Pauses() {}

    public static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
