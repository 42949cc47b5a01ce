package dev.tributary.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class GracefulStopTest {

    private static final int BEFORE_THE_STOP = 500;

    @Test
    void whatWasAcceptedIsCommittedAndAnsweredAndTheRestRefused() throws InterruptedException {
        var database = TestPostgres.freshDatabase();
        var accepted = new ArrayList<CompletableFuture<Outcome>>();
        Problem refusal;
        try (var hub = HubUnderTest.on(database)) {
            var intake = hub.bean(OrderIntake.class);
            intake.decide(Drafts.receive("stop-1", 101, 1, 1_000_000));
            var underWay = new CountDownLatch(1);
            var customers = CompletableFuture.supplyAsync(() -> orderUntilRefused(intake, accepted, underWay));
            underWay.await();
            hub.close();
            refusal = customers.join();
        }
        assertThat(refusal).isEqualTo(Problem.UNAVAILABLE);
        List<Outcome> outcomes = accepted.stream().map(CompletableFuture::join).toList();
        assertThat(outcomes).hasSizeGreaterThanOrEqualTo(BEFORE_THE_STOP).allMatch(Outcome.Placed.class::isInstance);
        assertThat(JdbcClient.create(database)
                        .sql("select reserved from inventory.stock where sku_id = 101")
                        .query(Long.class)
                        .single())
                .isEqualTo(outcomes.size());
    }

    private static Problem orderUntilRefused(
            OrderIntake intake, List<CompletableFuture<Outcome>> accepted, CountDownLatch underWay) {
        for (int number = 1; ; number++) {
            try {
                var order = new Command.Place(Drafts.request("stop-" + number, 101, 1));
                accepted.add(intake.submit(order, OrderIntake.Lane.SINGLE));
            } catch (ProblemException refused) {
                if (refused.problem() != Problem.OVERLOADED) {
                    return refused.problem();
                }
                // The lane is full: the oldest answer makes room.
                accepted.get(accepted.size() / 2).join();
            }
            if (number == BEFORE_THE_STOP) {
                underWay.countDown();
            }
        }
    }
}
