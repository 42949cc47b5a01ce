package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.fact;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import dev.tributary.kernel.OrderId;
import dev.tributary.testing.HubUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who waits for goods is served first come, first served, whoever is tried first. The hub tries nobody by itself here. */
class WaitingOrderTest {

    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static OrderBook book;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start("tributary.roles=doors");
        intake = hub.bean(OrderIntake.class);
        book = hub.bean(OrderBook.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void whoComesLaterDoesNotTakeWhatCameForThoseWhoWait() {
        var first = wait("W-1", 501, 3);
        var second = wait("W-2", 501, 2);
        intake.decide(receive("w-501", 501, 1, 4));

        assertThat(intake.decide(new Command.Place(request("W-3", 501, 1)))).isInstanceOf(Outcome.Refused.class);
        retry(second);
        assertThat(states(second)).containsExactly(ReservationState.WAITING_STOCK);
        retry(first);
        assertThat(states(first)).containsExactly(ReservationState.HELD);
        retry(second);
        assertThat(states(second)).containsExactly(ReservationState.WAITING_STOCK);

        intake.decide(receive("w-501b", 501, 1, 2));
        assertThat(intake.decide(new Command.Place(request("W-4", 501, 2)))).isInstanceOf(Outcome.Refused.class);
        retry(second);
        assertThat(states(second)).containsExactly(ReservationState.HELD);
        assertThat(intake.decide(new Command.Place(request("W-5", 501, 1)))).isInstanceOf(Outcome.Placed.class);
        assertThat(marked(501)).isZero();
    }

    @Test
    void theBooksOfThoseWhoWaitAgree() {
        wait("W-91", 591, 3);
        for (var check : List.of(new WaitingLineBooks(), new RefundTaskBooks())) {
            assertThat(findings(check).examples()).as(check.name()).isEmpty();
        }
    }

    /** Slices of two thousand, and what is wrong stands in the last: a line without its place, a place of other units. */
    @Test
    void theBooksFindWhatIsWrongInEachSlice() {
        var without = wait("W-92", 592, 3);
        var other = wait("W-93", 592, 3);
        sql("""
                insert into orders.order_line (merchant_id, order_id, line, sku_id, channel_sku, title, units, units_shipped, unit_price,
                                               line_discount, allocated, reservation, fulfilment, candidates)
                select merchant_id, order_id, line + number, sku_id, channel_sku, title, units, units_shipped, unit_price,
                       line_discount, allocated, reservation, fulfilment, candidates
                  from orders.order_line, generate_series(1, 4500) as number
                 where order_id = %s
                """.formatted(without));
        sql("""
                insert into inventory.waiting (merchant_id, sku_id, node_id, order_id, line, units)
                select merchant_id, sku_id, 1, order_id, line, units
                  from orders.order_line where order_id = %s and line between 2 and 4500
                """.formatted(without));
        sql("update inventory.waiting set units = 2 where order_id = %s".formatted(other));

        var found = findings(new WaitingLineBooks());

        assertThat(found.examples())
                .containsExactly(
                        "Row[merchantId=910000, orderId=%s, line=4501, wanted=592:3, queued=null]".formatted(without),
                        "Row[merchantId=910000, orderId=%s, line=1, wanted=592:3, queued=592:2]".formatted(other),
                        "Row[merchantId=910000, orderId=%s, line=1, wanted=592:3, queued=592:2]".formatted(other));
        sql("delete from orders.order_line where order_id = %s and line > 4499".formatted(without));
        assertThat(findings(new WaitingLineBooks()).examples())
                .anyMatch(row -> row.contains("line=4500, wanted=null, queued=592:3"));
        sql("delete from orders.order_line where order_id = %s and line > 1".formatted(without));
        sql("delete from inventory.waiting where order_id = %s and line > 1".formatted(without));
        sql("update inventory.waiting set units = 3 where order_id = %s".formatted(other));
        assertThat(findings(new WaitingLineBooks()).examples()).isEmpty();
    }

    private static Findings findings(BookCheck check) {
        var findings = new Findings();
        check.run(hub.bean(JdbcClient.class), findings);
        return findings;
    }

    private static void sql(String sql) {
        hub.bean(JdbcClient.class).sql(sql).update();
    }

    @Test
    void whoGivesUpMakesWay() {
        var first = wait("W-11", 511, 5);
        var second = wait("W-12", 511, 2);
        intake.decide(receive("w-511", 511, 1, 2));
        retry(second);
        assertThat(states(second)).containsExactly(ReservationState.WAITING_STOCK);

        intake.decide(new Command.Cancel(MERCHANT, first, "c", "too long", "buyer"));
        retry(second);

        assertThat(states(second)).containsExactly(ReservationState.HELD);
        assertThat(places(511)).isZero();
    }

    /** Who had waited, was served, expired, and pays after somebody else has begun to wait, comes behind them. */
    @Test
    void moneyThatComesLateOvertakesNobody() {
        intake.decide(receive("w-5542", 5542, 1, 5));
        var draft = Drafts.draft(
                "W-541", OrderDraft.Intent.REQUEST, OrderDraft.Fill.WHAT_YOU_CAN, 1, false, 5541, 1, 5542, 3);
        var placed = (Outcome.Placed) intake.decide(new Command.Place(Drafts.holding(draft, Duration.ofNanos(1_000))));
        intake.decide(receive("w-5541", 5541, 1, 1));
        retry(placed.order());
        assertThat(states(placed.order())).containsExactly(ReservationState.HELD, ReservationState.HELD);
        wait("W-542", 5541, 3);
        intake.decide(new Command.Expire(MERCHANT, placed.order()));
        intake.decide(receive("w-5541b", 5541, 1, 1));

        intake.decide(new Command.Pay(
                MERCHANT,
                placed.order(),
                new OrderDraft.Payment("late", "WECHAT", Drafts.yuan(4 * 10), Instant.EPOCH)));

        assertThat(states(placed.order())).containsExactly(ReservationState.WAITING_STOCK, ReservationState.CONFIRMED);
    }

    @Test
    void aWaitingLineThatWantsMoreGoesBehindThoseWhoCameMeanwhile() {
        var first = wait("W-21", 521, 1);
        var second = wait("W-22", 521, 1);
        edit(first, 2);
        intake.decide(receive("w-521", 521, 1, 2));

        retry(first);
        assertThat(states(first)).containsExactly(ReservationState.WAITING_STOCK);
        retry(second);
        assertThat(states(second)).containsExactly(ReservationState.HELD);
        intake.decide(receive("w-521b", 521, 1, 1));
        retry(first);
        assertThat(states(first)).containsExactly(ReservationState.HELD);
    }

    @Test
    void aWaitingLineThatWantsLessKeepsItsPlace() {
        var first = wait("W-23", 522, 2);
        var second = wait("W-24", 522, 1);
        edit(first, 1);
        intake.decide(receive("w-522", 522, 1, 1));

        retry(second);
        retry(first);

        assertThat(states(second)).containsExactly(ReservationState.WAITING_STOCK);
        assertThat(states(first)).containsExactly(ReservationState.HELD);
    }

    /** All in one batch: the one who wants more, the goods, and both who are tried. */
    @Test
    void whoWantsMoreIsBehindFromThatMomentOn() {
        var first = wait("W-25", 523, 1);
        var second = wait("W-26", 523, 1);
        var edit = intake.submit(edit("more", first, 2), OrderIntake.Lane.SINGLE);
        var came = intake.submit(receive("w-523", 523, 1, 2), OrderIntake.Lane.SINGLE);
        var tries = List.of(first, second).stream()
                .map(order ->
                        intake.submit(new Command.RetryWaiting(MERCHANT, order, Map.of()), OrderIntake.Lane.SINGLE))
                .toList();
        CompletableFuture.allOf(edit, came).join();
        CompletableFuture.allOf(tries.toArray(CompletableFuture[]::new)).join();
        retry(second);

        assertThat(states(first)).containsExactly(ReservationState.WAITING_STOCK);
        assertThat(states(second)).containsExactly(ReservationState.HELD);
    }

    /** Somebody else's batch has the row: a place that changed beside it would not be seen there. */
    @Test
    void aPlaceChangesUnderTheRowsLock() {
        var order = wait("W-27", 524, 1);
        var transactions = new TransactionTemplate(hub.bean(PlatformTransactionManager.class));
        var edit = transactions.execute(status -> {
            hub.bean(JdbcClient.class)
                    .sql("select 1 from inventory.stock where sku_id = 524 for no key update")
                    .query(Integer.class)
                    .list();
            var waits = intake.submit(edit("locked", order, 2), OrderIntake.Lane.SINGLE);
            assertThatThrownBy(() -> waits.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            return waits;
        });

        assertThat(edit.join()).isInstanceOf(Outcome.Done.class);
    }

    /** Nodes 1 and 2 have some of what it waits for: only the first keeps them, until one has enough. */
    @Test
    void aLineKeepsUnitsBackAtOneNodeUnlessAnotherServesIt() {
        var first = wait("W-61", 561, 5);
        intake.decide(receive("w-561-1", 561, 1, 3));
        intake.decide(receive("w-561-2", 561, 2, 3));
        retry(first);

        assertThat(intake.decide(new Command.Place(request("W-62", 561, 3)))).isInstanceOf(Outcome.Placed.class);
        assertThat(intake.decide(new Command.Place(request("W-63", 561, 1)))).isInstanceOf(Outcome.Refused.class);
        intake.decide(receive("w-561-3", 561, 2, 5));
        assertThat(intake.decide(new Command.Place(request("W-64", 561, 1)))).isInstanceOf(Outcome.Refused.class);
        retry(first);
        assertThat(states(first)).containsExactly(ReservationState.HELD);
    }

    @Test
    void twoWhoComeInOneBatchAreServedAsTheyCame() {
        var together = List.of(
                intake.submit(new Command.Place(fact("W-31", 1, 531, 2)), OrderIntake.Lane.SINGLE),
                intake.submit(new Command.Place(fact("W-32", 1, 531, 2)), OrderIntake.Lane.SINGLE),
                intake.submit(receive("w-531", 531, 1, 2), OrderIntake.Lane.SINGLE),
                intake.submit(new Command.Place(fact("W-33", 1, 531, 2)), OrderIntake.Lane.SINGLE));
        CompletableFuture.allOf(together.toArray(CompletableFuture[]::new)).join();
        var ids = together.stream()
                .map(CompletableFuture::join)
                .filter(Outcome.Placed.class::isInstance)
                .map(outcome -> ((Outcome.Placed) outcome).order())
                .toList();

        ids.reversed().forEach(WaitingOrderTest::retry);
        ids.reversed().forEach(WaitingOrderTest::retry);

        assertThat(ids.stream().filter(id -> states(id).contains(ReservationState.HELD)))
                .as("served of %s", ids)
                .hasSize(1);
        assertThat(places(531)).isEqualTo(4);
    }

    /** Fifty wait, goods come in parts, retries come in any order beside new buyers: whoever is served, all before were. */
    @Test
    void nobodyIsOvertakenWhateverTheOrderOfTries() {
        var random = new Random(7);
        var waiting = new ArrayList<OrderId>();
        for (int i = 0; i < 50; i++) {
            waiting.add(wait("W-4-" + i, 541, 1 + random.nextInt(3)));
        }
        for (int part = 0; part < 20; part++) {
            var shuffled = new ArrayList<>(waiting);
            Collections.shuffle(shuffled, random);
            var answers = new ArrayList<CompletableFuture<Outcome>>();
            answers.add(intake.submit(receive("w-541-" + part, 541, 1, 5), OrderIntake.Lane.SINGLE));
            answers.add(intake.submit(new Command.Place(request("W-rival-" + part, 541, 1)), OrderIntake.Lane.SINGLE));
            shuffled.forEach(order -> answers.add(
                    intake.submit(new Command.RetryWaiting(MERCHANT, order, Map.of()), OrderIntake.Lane.SINGLE)));
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
            var served = waiting.stream()
                    .map(order -> states(order).contains(ReservationState.HELD))
                    .toList();
            assertThat(served.lastIndexOf(true)).isLessThan(firstFalse(served));
            if (served.contains(false)) {
                assertThat(answers.get(1).join()).isInstanceOf(Outcome.Refused.class);
            }
        }
        waiting.forEach(WaitingOrderTest::retry);
        assertThat(waiting.stream().map(order -> states(order).getFirst()).distinct())
                .containsExactly(ReservationState.HELD);
    }

    private static int firstFalse(List<Boolean> served) {
        int first = served.indexOf(false);
        return first < 0 ? served.size() : first;
    }

    private static OrderId wait(String number, long sku, long units) {
        var placed = (Outcome.Placed) intake.decide(new Command.Place(fact(number, 1, sku, units)));
        assertThat(placed.lines().getFirst().reservation()).isEqualTo(ReservationState.WAITING_STOCK);
        return placed.order();
    }

    private static void edit(OrderId order, long units) {
        assertThat(intake.decide(edit("edit", order, units))).isInstanceOf(Outcome.Done.class);
    }

    private static Command.EditLines edit(String key, OrderId order, long units) {
        return new Command.EditLines(MERCHANT, order, key + "-" + order, Map.of(1, units), "asked", "service");
    }

    private static void retry(OrderId order) {
        intake.decide(new Command.RetryWaiting(MERCHANT, order, Map.of()));
    }

    private static List<ReservationState> states(OrderId order) {
        return book.find(MERCHANT, order).orElseThrow().lines().stream()
                .map(OrderView.Line::reservation)
                .toList();
    }

    private static long places(long sku) {
        return count("select count(*) from inventory.waiting where sku_id = :sku", sku);
    }

    private static long marked(long sku) {
        return count(
                "select count(*) from inventory.stock where sku_id = :sku and node_id = 1 and traits & 4 > 0", sku);
    }

    private static long count(String sql, long sku) {
        return hub.bean(JdbcClient.class)
                .sql(sql)
                .param("sku", sku)
                .query(Long.class)
                .single();
    }
}
