package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static dev.tributary.orders.Drafts.fact;
import static dev.tributary.orders.Drafts.receive;
import static dev.tributary.orders.Drafts.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody begins to wait for goods of which no row tells yet, while a receipt makes that row. */
class NewRowWaitTest {

    private static final AtomicLong ID = new AtomicLong(8_000_000_000L);
    private static final ExecutorService WRITERS = Executors.newFixedThreadPool(4);

    private static HubUnderTest hub;
    private static OrderIntake intake;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start("tributary.roles=doors");
        intake = hub.bean(OrderIntake.class);
    }

    @AfterAll
    static void stop() {
        WRITERS.shutdownNow();
        hub.close();
    }

    /**
     * The order holds a row and is to wait at a new one, the receipt has made that one and wants the first. The order is
     * stopped by a lock on orders, behind its decisions, until the receipt has come so far.
     */
    @Test
    void aBatchThatMakesWhatAnotherMakesTooIsNotRunAgain() throws Exception {
        intake.decide(receive("n-601", 601, 1, 5));
        double before = reruns();
        var transactions = new TransactionTemplate(hub.bean(PlatformTransactionManager.class));
        var both = transactions.execute(status -> {
            hub.bean(JdbcClient.class)
                    .sql("lock table orders.sales_order in share mode")
                    .update();
            var order = submit(new Command.Place(fact("N-1", 1, 601, 5, 602, 2)));
            untilWaiting(1);
            var goods = submit(receipt("n-both", 601, 602));
            untilWaiting(2);
            return List.of(order, goods);
        });

        var placed = (Outcome.Placed) both.get(0).get(20, TimeUnit.SECONDS);
        assertThat(placed.lines().stream().map(Outcome.PlacedLine::reservation))
                .containsExactly(ReservationState.HELD, ReservationState.WAITING_STOCK);
        assertThat(both.get(1).get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.StockDone.class);
        assertThat(reruns()).isEqualTo(before);
        assertThat(intake.decide(new Command.Place(request("N-2", 602, 1)))).isInstanceOf(Outcome.Refused.class);
    }

    /** Two batches that make the same rows, at the same time and again and again: neither is run again. */
    @Test
    void manyWhoBeginToWaitAtNewRowsAreNotRunAgain() {
        double before = reruns();
        var answers = Stream.iterate(610L, sku -> sku < 650, sku -> sku + 1)
                .flatMap(sku -> Stream.of(
                        submit(new Command.Place(fact("N-a-" + sku, 1, sku, 1, 1259 - sku, 1))),
                        submit(receipt("n-c-" + sku, 1259 - sku, sku)),
                        submit(new Command.Place(fact("N-b-" + sku, 1, 1259 - sku, 1, sku, 1)))))
                .toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();

        assertThat(reruns()).isEqualTo(before);
        assertThat(unmarked()).isZero();
    }

    /** A batch of its own, beside others: the intake would put them into one. */
    private static CompletableFuture<Outcome> submit(Command command) {
        var prepared = command instanceof Command.Place place
                ? new Pending.Prepared(OrderAmounts.of(place.draft()), null, null)
                : null;
        var pending =
                new Pending(command, ID.incrementAndGet(), IntakeKey.of(command), prepared, new CompletableFuture<>());
        WRITERS.submit(() -> hub.bean(BatchRunner.class).run(List.of(pending)));
        return pending.answer();
    }

    private static Command.ChangeStock receipt(String key, long... skus) {
        var lines = java.util.Arrays.stream(skus)
                .mapToObj(sku -> new StockChange(
                        new StockKey(MERCHANT, new SkuId(sku), new NodeId(1)),
                        StockChange.Kind.RECEIVE,
                        1,
                        key,
                        OptionalLong.empty(),
                        StockChange.Source.HAND))
                .toList();
        return new Command.ChangeStock(MERCHANT, key, key.getBytes(StandardCharsets.UTF_8), lines, "test");
    }

    /** Until so many batches wait for a lock. */
    private static void untilWaiting(int batches) {
        for (int i = 0; i < 200; i++) {
            long waiting = hub.bean(JdbcClient.class)
                    .sql("select count(*) from pg_locks where not granted and database = "
                            + "(select oid from pg_database where datname = current_database()) or not granted and "
                            + "locktype = 'transactionid'")
                    .query(Long.class)
                    .single();
            if (waiting >= batches) {
                return;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        throw new IllegalStateException("no %d batches wait".formatted(batches));
    }

    private static double reruns() {
        return hub.bean(MeterRegistry.class)
                .counter("tributary.intake.batch.reruns")
                .count();
    }

    private static long unmarked() {
        return hub.bean(JdbcClient.class).sql("""
                        select count(*) from inventory.waiting
                         where not exists (select from inventory.stock
                                            where stock.merchant_id = waiting.merchant_id
                                              and stock.sku_id = waiting.sku_id and stock.node_id = waiting.node_id
                                              and traits & 4 = 4)
                        """).query(Long.class).single();
    }
}
