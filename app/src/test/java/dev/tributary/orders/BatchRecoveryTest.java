package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.Ledger;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A trigger in the database makes the failures: real SQL states, from the real server. */
class BatchRecoveryTest {

    private static HubUnderTest hub;
    private static OrderIntake intake;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        intake = hub.bean(OrderIntake.class);
        var jdbc = hub.bean(JdbcClient.class);
        jdbc.sql("create sequence orders.failures").update();
        // POISON-<state> fails always; AGAIN-<state> fails the first time only: a sequence is not rolled back.
        jdbc.sql("""
                create function orders.fail() returns trigger language plpgsql as $$
                begin
                    if new.number like 'POISON-%'
                       or (new.number like 'AGAIN-%' and nextval('orders.failures') % 2 = 1) then
                        raise exception 'made to fail' using errcode = split_part(new.number, '-', 2);
                    end if;
                    return new;
                end $$
                """).update();
        jdbc.sql("create trigger fail before insert on orders.sales_order for each row execute function orders.fail()")
                .update();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aPoisonedCommandIsParkedAloneAndTheOthersOfItsBatchGoThrough() {
        for (String state : List.of("22003", "23514")) {
            long sku = Long.parseLong(state);
            intake.decide(receive("poison-" + state, sku, 1, 100));
            var numbers = new ArrayList<String>();
            for (int i = 0; i < 40; i++) {
                numbers.add(i == 17 ? "POISON-" + state : "good-" + state + "-" + i);
            }

            var outcomes = together(numbers, sku);

            assertThat(outcomes.get(17))
                    .isEqualTo(new Outcome.Rejected(
                            Outcome.Why.PARKED, "The database refuses a value of it (SQL state %s).".formatted(state)));
            assertThat(outcomes.stream().filter(Outcome.Placed.class::isInstance))
                    .hasSize(39);
            assertThat(reserved(sku)).isEqualTo(39);
        }
    }

    @Test
    void aBatchThatFailedByAccidentIsRunAgainWithOneEffect() {
        for (String state : List.of("40001", "40P01", "57014", "08006", "23505")) {
            long sku = Math.abs(state.hashCode());
            intake.decide(receive("again-" + state, sku, 1, 100));

            var outcomes = together(List.of("one-" + state, "AGAIN-" + state, "two-" + state), sku);

            assertThat(outcomes)
                    .allSatisfy(outcome ->
                            assertThat(((Outcome.Placed) outcome).replayed()).isFalse());
            assertThat(reserved(sku)).isEqualTo(3);
        }
    }

    private static List<Outcome> together(List<String> numbers, long sku) {
        var answers = new ArrayList<CompletableFuture<Outcome>>();
        for (var number : numbers) {
            answers.add(intake.submit(new Command.Place(request(number, sku, 1)), OrderIntake.Lane.SINGLE));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static long reserved(long sku) {
        return hub.bean(Ledger.class)
                .row(new StockKey(MERCHANT, new SkuId(sku), new NodeId(1)))
                .orElseThrow()
                .reserved();
    }
}
