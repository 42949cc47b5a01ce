package dev.tributary.orders;

import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.inventory.StockQueue;
import dev.tributary.kernel.ProblemException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Has dates reckoned anew whose goods are expected otherwise by now; marks stay until it was done. */
@Component
class PromiseReview {

    private static final int SLICE = 500;

    private final StockQueue queue;
    private final OrderIntake intake;
    private final boolean plays;

    PromiseReview(StockQueue queue, OrderIntake intake, NodeRoles roles) {
        this.queue = queue;
        this.intake = intake;
        plays = roles.plays(Role.ORDERS);
    }

    /** Waits for its slice before it reads the next. */
    @Scheduled(fixedDelayString = "PT1S")
    void review() {
        if (!plays) {
            return;
        }
        var answers = new ArrayList<CompletableFuture<Outcome>>();
        for (var stale : queue.stale(SLICE)) {
            try {
                answers.add(intake.submit(
                        new Command.ReviewPromise(stale.merchant(), stale.order()), OrderIntake.Lane.BULK));
            } catch (ProblemException full) {
                // They are still stale in a second.
                break;
            }
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    }
}
