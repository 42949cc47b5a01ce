package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.fact;
import static dev.tributary.orders.Drafts.receive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What two nodes write at one moment: a lock on the table holds up the one, who holds the stock row, and that the other, when
 * each has read that the order is not there yet.
 */
class TwoNodesAtOnceTest {

    private static final String WAITING =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    @Test
    void anOrderWhoseCancelCameFirstIsPlacedOnceHoweverManyNodesHearOfIt() throws SQLException {
        var database = TestPostgres.freshDatabase();
        try (var first = HubUnderTest.on(database);
                var second = HubUnderTest.on(database, "tributary.roles=doors")) {
            var intakes = List.of(first.bean(OrderIntake.class), second.bean(OrderIntake.class));
            intakes.getFirst().decide(receive("two-nodes", 400, 1, 10));
            intakes.getFirst().decide(new Command.TellCancelled(MERCHANT, Drafts.CHANNEL, "B-1", 9, "sent twice"));
            List<Outcome.Placed> placed;
            try (var holder = database.getConnection()) {
                holder.setAutoCommit(false);
                holder.createStatement().execute("lock table orders.sales_order in share mode");
                var answers = intakes.stream()
                        .map(intake ->
                                intake.submit(new Command.Place(fact("B-1", 5, 400, 3)), OrderIntake.Lane.SINGLE))
                        .toList();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> first.bean(JdbcClient.class)
                                        .sql(WAITING)
                                        .query(Integer.class)
                                        .single()
                                == 2);
                holder.rollback();
                placed = answers.stream()
                        .map(answer -> (Outcome.Placed) answer.join())
                        .toList();
            }

            assertThat(placed).extracting(Outcome.Placed::replayed).containsExactlyInAnyOrder(false, true);
            assertThat(placed)
                    .extracting(Outcome.Placed::order)
                    .containsOnly(placed.getFirst().order());
            assertThat(placed).extracting(Outcome.Placed::state).containsOnly(OrderState.CANCELLED);
            var key = new StockKey(MERCHANT, new SkuId(400), new NodeId(1));
            assertThat(first.bean(Ledger.class).row(key).orElseThrow().reserved())
                    .isZero();
        }
    }
}
