package dev.tributary.orders;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Finds unpaid orders whose time is over and sends each its end; nodes may find the same one, which does no harm. */
@Component
class HoldExpiry {

    private static final int SLICE = 2_000;

    private static final String OVERDUE = """
            select merchant_id, id
              from orders.sales_order
             where hold_expires_at <= :now
             order by hold_expires_at
             limit :limit
            """;

    private final JdbcClient jdbc;
    private final OrderIntake intake;
    private final Clock clock;

    HoldExpiry(JdbcClient jdbc, OrderIntake intake, Clock clock) {
        this.jdbc = jdbc;
        this.intake = intake;
        this.clock = clock;
    }

    /** Waits for each slice before it reads the next, so what it queues stays within one slice. */
    @Scheduled(fixedDelayString = "PT1S")
    void expire() {
        while (slice() == SLICE) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private int slice() {
        var overdue = overdue();
        var answers = new ArrayList<CompletableFuture<Outcome>>(overdue.size());
        for (var command : overdue) {
            try {
                answers.add(intake.submit(command, OrderIntake.Lane.BULK));
            } catch (ProblemException full) {
                // They are still overdue in a second.
                break;
            }
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        return answers.size();
    }

    private List<Command.Expire> overdue() {
        return jdbc.sql(OVERDUE)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("limit", SLICE)
                .query((row, number) ->
                        new Command.Expire(new MerchantId(row.getLong("merchant_id")), new OrderId(row.getLong("id"))))
                .list();
    }
}
