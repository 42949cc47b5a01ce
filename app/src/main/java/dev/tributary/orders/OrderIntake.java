package dev.tributary.orders;

import java.util.concurrent.CompletableFuture;

/** The only way to change stock: commands wait here and are decided in batches. */
public interface OrderIntake {

    /**
     * Queues a command. The future completes after the commit of its batch, or exceptionally when the database stayed
     * away. A full lane throws {@link dev.tributary.kernel.ProblemException} OVERLOADED at once, a closing hub
     * UNAVAILABLE; then nothing was queued.
     */
    CompletableFuture<Outcome> submit(Command command, Lane lane);

    /** Queues and waits; meant for virtual threads. */
    default Outcome decide(Command command) {
        return submit(command, Lane.SINGLE).join();
    }

    /** Bulk never delays single commands. */
    enum Lane {
        SINGLE,
        BULK
    }
}
