package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.fact;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.ExpectedStock;
import dev.tributary.inventory.Offer;
import dev.tributary.inventory.StockKey;
import dev.tributary.inventory.StockQueue;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Queues of which a batch reads the first thousand alone. The hub tries nobody by itself here. */
class LongQueueTest {

    private static final Instant FRIDAY = Instant.parse("2030-11-22T08:00:00Z");
    private static final Instant MONDAY = Instant.parse("2030-11-25T08:00:00Z");

    private static final AtomicLong ORDER = new AtomicLong(6_000_000_000L);

    private static HubUnderTest hub;
    private static OrderIntake intake;
    private static ExpectedStock expected;
    private static StockQueue queue;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start("tributary.roles=doors");
        intake = hub.bean(OrderIntake.class);
        expected = hub.bean(ExpectedStock.class);
        queue = hub.bean(StockQueue.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void whoIsBehindAThousandIsToldWhenItsGoodsComeOtherwise() {
        expect(81, 1_205, FRIDAY);
        expected.offer(MERCHANT, new SkuId(81), Optional.empty(), Optional.of(Offer.PRE_ORDER));
        var first = place("L-1", 81, 4);
        var second = place("L-2", 81, 1);
        ahead(81, 1_200);
        expect(81, 1_205, MONDAY);

        assertThat(stale()).contains(first, second);
        intake.decide(new Command.ReviewPromise(MERCHANT, first));
        intake.decide(new Command.ReviewPromise(MERCHANT, second));

        assertThat(date(first)).contains(MONDAY);
        assertThat(date(second)).contains(MONDAY);
        assertThat(stale()).doesNotContain(first, second);
        expect(81, 1_204, MONDAY);
        intake.decide(new Command.ReviewPromise(MERCHANT, first));
        intake.decide(new Command.ReviewPromise(MERCHANT, second));
        assertThat(date(first)).contains(MONDAY);
        assertThat(date(second)).isEmpty();
    }

    @Test
    void whoIsBehindAThousandCounts() {
        expect(82, 1_207, FRIDAY);
        expected.offer(MERCHANT, new SkuId(82), Optional.empty(), Optional.of(Offer.PRE_ORDER));
        place("L-3", 82, 4);
        ahead(82, 1_200);

        assertThat(intake.decide(new Command.Place(request("L-4", 82, 4)))).isInstanceOf(Outcome.Refused.class);
        assertThat(intake.decide(new Command.Place(request("L-5", 82, 3)))).isInstanceOf(Outcome.Placed.class);
    }

    /** Four are promised behind 1,200 and room for three is left; what becomes of the four leaves room for so many in the same batch. */
    @ParameterizedTest
    @CsvSource({
        "RETRY,  3, 4",
        "FEWER,  6, 7",
        "MORE,   2, 3",
        "CANCEL, 7, 8",
    })
    void whoIsBehindAThousandCountsOnceInABatch(String what, long room, long tooMany) {
        long sku = 90 + what.length() + room * 10;
        expect(sku, 1_207, FRIDAY);
        expected.offer(MERCHANT, new SkuId(sku), Optional.empty(), Optional.of(Offer.PRE_ORDER));
        var order = wait("O-" + what, sku, 4);
        ahead(sku, 1_200);
        Command first = switch (what) {
            case "RETRY" -> new Command.RetryWaiting(MERCHANT, order, Map.of());
            case "FEWER" -> new Command.EditLines(MERCHANT, order, "fewer", Map.of(1, 1L), "asked", "service");
            case "MORE" -> new Command.Place(fact("O-MORE", 2, sku, 5));
            default -> new Command.Cancel(MERCHANT, order, "cancel", "asked", "service");
        };

        var outcomes = atOnce(
                first,
                new Command.Place(request("P-" + what, sku, tooMany)),
                new Command.Place(request("Q-" + what, sku, room)));

        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Placed.class);
        assertThat(sum(sku)).matches("(\\d+ for 1207), \\1");
    }

    @Test
    void datesBehindAThousandAreReckonedEachByAllBeforeIt() {
        expect(85, 1_001, FRIDAY);
        var key = new StockKey(MERCHANT, new SkuId(85), new NodeId(1));
        expected.tell(MERCHANT, List.of(new ExpectedStock.Draft(key, "MORE-85", 100, MONDAY)), "erp");
        expected.offer(MERCHANT, new SkuId(85), Optional.empty(), Optional.of(Offer.PRE_ORDER));
        var first = place("D-1", 85, 1);
        var between = place("D-2", 85, 90);
        var last = place("D-3", 85, 2);
        ahead(85, 1_000);

        atOnce(new Command.ReviewPromise(MERCHANT, last), new Command.ReviewPromise(MERCHANT, first));
        assertThat(date(first)).contains(FRIDAY);
        assertThat(date(last)).contains(MONDAY);
        expect(85, 990, FRIDAY);
        atOnce(
                new Command.ReviewPromise(MERCHANT, last),
                new Command.ReviewPromise(MERCHANT, between),
                new Command.ReviewPromise(MERCHANT, first));

        assertThat(date(first)).contains(MONDAY);
        assertThat(date(between)).isEmpty();
        assertThat(date(last)).isEmpty();
    }

    @Test
    void aLineBehindAThousandThatWantsMoreGoesToTheEndToo() {
        var first = wait("L-6", 83, 1);
        var second = wait("L-7", 83, 1);
        ahead(83, 1_000);
        intake.decide(new Command.EditLines(MERCHANT, first, "more", Map.of(1, 2L), "asked", "service"));
        drop(83);
        intake.decide(receive("l-83", 83, 1, 2));

        retry(first);
        retry(second);

        assertThat(queue.of(MERCHANT, List.of(first, second)).stream().map(StockQueue.Place::order))
                .containsOnly(first);
        assertThat(sum(83)).isEqualTo("1 for 2, 1 for 2");
    }

    /** Six hundred of one merchant whose dates change each second keep neither each other nor another merchant waiting. */
    @Test
    void whoWaitsLongestForADateIsNext() {
        stale(71, 1, 600);
        stale(72, 601, 601);
        var slice = queue.stale(500);
        assertThat(slice).hasSize(500);
        assertThat(slice.subList(0, 3).stream().map(StockQueue.Stale::merchant))
                .contains(new MerchantId(71), new MerchantId(72));

        sql("update inventory.waiting set stale_since = clock_timestamp() where merchant_id = 71 and order_id <= 500");

        assertThat(queue.stale(500).stream()
                        .filter(one -> one.merchant().value() == 71)
                        .limit(100))
                .hasSize(100)
                .allMatch(one -> one.order().value() > 500);
        sql("delete from inventory.waiting where merchant_id > 70");
    }

    @Test
    void whatIsExpectedAsBeforeChangesNoDate() {
        expect(84, 5, FRIDAY);
        expected.offer(MERCHANT, new SkuId(84), Optional.empty(), Optional.of(Offer.PRE_ORDER));
        var order = place("L-8", 84, 4);

        expect(84, 5, FRIDAY);
        assertThat(stale()).doesNotContain(order);
        expect(84, 5, MONDAY);
        assertThat(stale()).contains(order);
    }

    private static void stale(long merchant, long from, long to) {
        sql("""
                insert into inventory.waiting (merchant_id, sku_id, node_id, order_id, line, units, offer, stale_since)
                select %d, 1, 1, number, 1, 1, 1, clock_timestamp() from generate_series(%d, %d) as number
                """.formatted(merchant, from, to));
    }

    private static void ahead(long sku, int orders) {
        sql("""
                insert into inventory.waiting (merchant_id, sku_id, node_id, place, order_id, line, units)
                select 910000, %1$d, 1, number - 10000, %1$d * 1000000 + number, 1, 1 from generate_series(1, %2$d) as number
                """.formatted(sku, orders));
    }

    private static void drop(long sku) {
        sql("delete from inventory.waiting where sku_id = %d and place < 0".formatted(sku));
    }

    private static void sql(String sql) {
        hub.bean(JdbcClient.class).sql(sql).update();
    }

    /** At node 1: as it is kept, and as it is. */
    private static String sum(long sku) {
        return hub.bean(JdbcClient.class)
                .sql("""
                        select format('%%s for %%s, %%s for %%s', lines, units,
                                      (select count(*) from inventory.waiting where sku_id = %1$d and node_id = 1),
                                      (select sum(units) from inventory.waiting where sku_id = %1$d and node_id = 1))
                          from inventory.queue where sku_id = %1$d and node_id = 1
                        """.formatted(sku))
                .query(String.class)
                .single();
    }

    private static void expect(long sku, long units, Instant at) {
        var key = new StockKey(MERCHANT, new SkuId(sku), new NodeId(1));
        expected.tell(MERCHANT, List.of(new ExpectedStock.Draft(key, "PO-" + sku, units, at)), "erp");
    }

    private static OrderId place(String number, long sku, long units) {
        return ((Outcome.Placed) intake.decide(new Command.Place(request(number, sku, units)))).order();
    }

    private static OrderId wait(String number, long sku, long units) {
        return ((Outcome.Placed) intake.decide(new Command.Place(fact(number, 1, sku, units)))).order();
    }

    /** In one batch, in this order. */
    private static List<Outcome> atOnce(Command... commands) {
        var batch = new ArrayList<Pending>();
        for (var command : commands) {
            var prepared = command instanceof Command.Place place
                    ? new Pending.Prepared(OrderAmounts.of(place.draft()), null, null)
                    : null;
            batch.add(new Pending(
                    command, ORDER.getAndIncrement(), IntakeKey.of(command), prepared, new CompletableFuture<>()));
        }
        var transaction = new TransactionTemplate(hub.bean(PlatformTransactionManager.class));
        return List.copyOf(Objects.requireNonNull(
                transaction.execute(status -> hub.bean(Batch.class).run(batch))));
    }

    private static void retry(OrderId order) {
        intake.decide(new Command.RetryWaiting(MERCHANT, order, Map.of()));
    }

    private static List<OrderId> stale() {
        return queue.stale(500).stream().map(StockQueue.Stale::order).toList();
    }

    private static Optional<Instant> date(OrderId order) {
        return queue.of(MERCHANT, List.of(order)).getFirst().promisedAt();
    }
}
