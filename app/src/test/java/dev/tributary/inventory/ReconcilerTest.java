package dev.tributary.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.Shop;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** When drift may be repaired, and that nothing is repaired that only looked wrong. */
class ReconcilerTest {

    private static HubUnderTest hub;
    private static JdbcClient jdbc;
    private static BookRounds books;
    private static DriftBoard board;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start();
        jdbc = hub.bean(JdbcClient.class);
        books = new BookRounds(hub);
        board = hub.bean(DriftBoard.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void withoutRepairsDriftIsFoundAndShownAndNothingChanges() {
        var merchant = new MerchantId(11);
        receive(merchant, 1, 10);
        board.rule(merchant, false, 60, "we look first", "operator/7");
        spoil(merchant, 1);

        books.read();
        books.repair();

        assertThat(onHand(merchant, 1)).isEqualTo(17);
        var report = board.report(merchant, 10);
        assertThat(report.open()).isEqualTo(1);
        assertThat(report.rule().repairs()).isFalse();
        assertThat(report.rule().changedBy()).isEqualTo("operator/7");
        assertThat(report.rule().reason()).isEqualTo("we look first");

        board.rule(merchant, true, 60, "go on", "operator/8");
        books.repair();

        assertThat(onHand(merchant, 1)).isEqualTo(10);
        report = board.report(merchant, 10);
        assertThat(report.open()).isZero();
        assertThat(report.repairedLastHour()).isEqualTo(1);
        var drift = report.drifts().getFirst();
        assertThat(drift.outcome()).isEqualTo(Drift.Outcome.REPAIRED);
        assertThat(drift.found()).startsWith("on hand 17,");
        assertThat(drift.expected()).startsWith("on hand 10,");
        assertThat(drift.note().orElseThrow()).startsWith("row: on hand 17,").contains("ledger: on hand 10,");
        var movement = hub.bean(Ledger.class)
                .of(key(merchant, 1), Optional.empty(), 10)
                .items()
                .getFirst();
        assertThat(movement.kind()).isEqualTo(Movement.Kind.REPAIR);
        assertThat(movement.cause()).isEqualTo("repair/" + drift.id());
        assertThat(movement.version()).isEqualTo(drift.version().orElseThrow());
        assertThat(report.rules()).extracting(DriftBoard.Rule::reason).containsExactly("go on", "we look first", "");
    }

    @Test
    void noMoreRowsAreRepairedInAnHourThanTheRuleSays() {
        var merchant = new MerchantId(12);
        IntStream.rangeClosed(1, 5).forEach(sku -> receive(merchant, sku, 10));
        board.rule(merchant, true, 2, "slowly", "test");
        IntStream.rangeClosed(1, 5).forEach(sku -> spoil(merchant, sku));

        books.read();
        books.repair();

        assertThat(board.report(merchant, 10).open()).isEqualTo(3);
        assertThat(board.report(merchant, 10).repairedLastHour()).isEqualTo(2);

        jdbc.sql("update inventory.drift set settled_at = settled_at - interval '1 hour'"
                        + " where merchant_id = 12 and outcome = 2")
                .update();
        books.repair();

        assertThat(board.report(merchant, 10).open()).isEqualTo(1);
    }

    @Test
    void theRuleOfOneMerchantIsNotAnothers() {
        var stopped = new MerchantId(13);
        var other = new MerchantId(14);
        receive(stopped, 1, 10);
        receive(other, 1, 10);
        board.rule(stopped, false, 60, "stop", "test");
        spoil(stopped, 1);
        spoil(other, 1);

        books.read();
        books.repair();

        assertThat(onHand(stopped, 1)).isEqualTo(17);
        assertThat(onHand(other, 1)).isEqualTo(10);
        assertThat(board.report(other, 10).drifts())
                .allSatisfy(drift -> assertThat(drift.key().merchant()).isEqualTo(other));
        assertThat(board.report(other, 10).rule()).isEqualTo(DriftBook.DEFAULT);
    }

    @Test
    void aMerchantWithTooMuchDriftHidesNobodyElses() {
        var full = new MerchantId(20);
        var other = new MerchantId(21);
        receive(full, 1, 10);
        receive(other, 1, 10);
        board.rule(full, false, 60, "stop", "test");
        jdbc.sql("""
                insert into inventory.drift (merchant_id, sku_id, node_id, reading, found, expected)
                select 20, 100 + nth, 1, 1, '', '' from generate_series(1, :most) as nth
                """).param("most", DriftStore.OPEN_MOST).update();
        spoil(full, 1);
        spoil(other, 1);
        var notKept = hub.bean(MeterRegistry.class)
                .get("tributary.stock.drift.not.kept")
                .tag("reading", "LEDGER")
                .counter();
        double before = notKept.count();

        books.read();

        assertThat(notKept.count() - before).isEqualTo(1);
        assertThat(board.report(full, 10).open()).isEqualTo(DriftStore.OPEN_MOST);
        assertThat(board.report(other, 10).open()).isEqualTo(1);
        books.repair();
        assertThat(onHand(full, 1)).isEqualTo(17);
        assertThat(onHand(other, 1)).isEqualTo(10);

        jdbc.sql("delete from inventory.drift where merchant_id = 20 and sku_id = 101")
                .update();
        books.read();
        books.read();

        assertThat(notKept.count() - before).as("kept, and known").isEqualTo(1);
        assertThat(board.report(full, 1).drifts().getFirst().found()).startsWith("on hand 17,");
        jdbc.sql("delete from inventory.drift where merchant_id = 20").update();
        jdbc.sql("update inventory.stock set on_hand = 10 where merchant_id = 20")
                .update();
    }

    @Test
    void aRuleIsRefusedThatSaysNothingOrTooMuch() {
        var merchant = new MerchantId(15);
        for (int hourlyMax : List.of(0, 3_601)) {
            assertThatThrownBy(() -> board.rule(merchant, true, hourlyMax, "why", "test"))
                    .isInstanceOf(ProblemException.class);
        }
        for (String reason : List.of("", " ", "x".repeat(201), "\0")) {
            assertThatThrownBy(() -> board.rule(merchant, true, 60, reason, "test"))
                    .isInstanceOf(ProblemException.class);
        }
        assertThat(board.report(merchant, 10).rule()).isEqualTo(DriftBook.DEFAULT);
    }

    @Test
    void whatSomebodyPutRightMeanwhileIsNotRepaired() throws InterruptedException {
        var merchant = new MerchantId(16);
        receive(merchant, 1, 10);
        spoil(merchant, 1);
        books.read();
        var locked = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var other = new Thread(() -> hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            jdbc.sql("update inventory.stock set on_hand = 10 where merchant_id = 16")
                    .update();
            locked.countDown();
            await(mayCommit);
        }));
        other.start();
        locked.await();

        var repaired = CompletableFuture.supplyAsync(() -> books.repair(key(merchant, 1)));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> waitingForALock() > 0);
        mayCommit.countDown();

        assertThat(repaired.join()).isEqualTo("GONE");
        assertThat(onHand(merchant, 1)).isEqualTo(10);
        assertThat(hub.bean(Ledger.class)
                        .of(key(merchant, 1), Optional.empty(), 10)
                        .items())
                .hasSize(1);
        var drift = board.report(merchant, 10).drifts().getFirst();
        assertThat(drift.outcome()).isEqualTo(Drift.Outcome.GONE);
        other.join();
    }

    @Test
    void quietIsCountedFromTheFirstWholeRoundOrTheLastDrift() {
        var quiet = new MerchantId(17);
        var spoilt = new MerchantId(18);
        receive(quiet, 1, 10);
        receive(spoilt, 1, 10);
        books.read();
        jdbc.sql("update inventory.reading set first_ended_at = first_ended_at - interval '9 days'")
                .update();
        spoil(spoilt, 1);
        books.read();
        assertThat(board.report(spoilt, 10).quietSince()).isEmpty();
        books.repair();

        var now = Instant.now();
        assertThat(board.report(quiet, 10).quietSince())
                .hasValueSatisfying(since ->
                        assertThat(Duration.between(since, now).toDays()).isEqualTo(9));
        assertThat(board.report(spoilt, 10).quietSince())
                .hasValueSatisfying(since ->
                        assertThat(Duration.between(since, now).toDays()).isZero());
        assertThat(board.report(quiet, 10).rounds())
                .hasSize(Drift.Reading.values().length)
                .allSatisfy(round -> {
                    assertThat(round.rounds()).isPositive();
                    assertThat(round.endedAt()).isPresent();
                });
    }

    @Test
    void aLongLedgerIsAddedUpInPiecesAndNotFromTheStartAgain() {
        var merchant = new MerchantId(19);
        receive(merchant, 1, 10);
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            jdbc.sql("""
                    insert into inventory.movement
                           (merchant_id, sku_id, node_id, version, kind, on_hand_change, reserved_change, on_hand_after,
                            reserved_after, units_short_after, cause)
                    select 19, 1, 1, version, 1, 1, 0, version + 9, 0, 0, 'receipt/many'
                      from generate_series(2, 50001) as version
                    """).update();
            jdbc.sql("update inventory.stock set on_hand = 50010, version = 50001 where merchant_id = 19")
                    .update();
        });

        books.read();

        assertThat(board.report(merchant, 10).drifts()).isEmpty();
        assertThat(jdbc.sql("select version || ' ' || on_hand from inventory.balance where merchant_id = 19")
                        .query(String.class)
                        .single())
                .isEqualTo("50001 50010");
        spoil(merchant, 1);
        books.read();
        books.repair();
        assertThat(onHand(merchant, 1)).isEqualTo(50_010);
    }

    @Test
    void booksReadBesideOrdersNeverSeemToDiffer() {
        var shop = Shop.open(hub, "busy");
        shop.receive("wh-1", "MILK-1L", 10_000);
        var api = shop.api(dev.tributary.access.Scope.ORDERS_WRITE);
        var work = IntStream.range(0, 4)
                .mapToObj(worker -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 40; i++) {
                        placeAndCancel(api, worker + "-" + i);
                    }
                }))
                .toList();
        int rounds = 0;
        while (work.stream().anyMatch(worker -> !worker.isDone()) || rounds < 3) {
            books.read();
            rounds++;
        }
        work.forEach(CompletableFuture::join);

        assertThat(board.report(shop.merchant(), 10).found()).isZero();
    }

    @Test
    void repairsBesideOrdersLoseNothing() {
        var shop = Shop.open(hub, "spoilt");
        shop.receive("wh-1", "MILK-1L", 10_000);
        board.rule(shop.merchant(), true, 3_600, "the test repairs much", "test");
        var api = shop.api(dev.tributary.access.Scope.ORDERS_WRITE);
        var work = IntStream.range(0, 4)
                .mapToObj(worker -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 40; i++) {
                        placeAndCancel(api, "r" + worker + "-" + i);
                    }
                }))
                .toList();
        var merchant = shop.merchant().value();
        int times = 0;
        while (work.stream().anyMatch(worker -> !worker.isDone()) || times < 3) {
            jdbc.sql("update inventory.stock set on_hand = on_hand + 7 where merchant_id = :merchant")
                    .param("merchant", merchant)
                    .update();
            books.read();
            books.repair();
            times++;
        }
        work.forEach(CompletableFuture::join);
        books.read();
        books.repair();

        var report = board.report(shop.merchant(), 500);
        assertThat(report.open()).isZero();
        assertThat(report.found()).isGreaterThanOrEqualTo(times);
        assertThat(jdbc.sql("select string_agg(on_hand || ' ' || reserved, ', ' order by on_hand) from inventory.stock"
                                + " where merchant_id = :merchant")
                        .param("merchant", merchant)
                        .query(String.class)
                        .single())
                .isEqualTo("10 0, 10010 0");
    }

    @Test
    void aTickReadsOnAndRepairsOnlyWhereTheRoleIsPlayed() {
        try (var doors = HubUnderTest.start("tributary.roles=doors")) {
            doors.bean(Reconciler.class).work();
            assertThat(doors.bean(DriftBoard.class)
                            .report(new MerchantId(1), 10)
                            .rounds())
                    .allSatisfy(round -> assertThat(round.rounds()).isZero());
        }
        try (var all = HubUnderTest.start()) {
            all.bean(JdbcClient.class)
                    .sql("insert into inventory.stock (merchant_id, sku_id, node_id, on_hand) values (1, 1, 1, 7)")
                    .update();
            all.bean(Reconciler.class).work();
            var report = all.bean(DriftBoard.class).report(new MerchantId(1), 10);
            assertThat(report.rounds())
                    .allSatisfy(round -> assertThat(round.rounds()).isEqualTo(1));
            assertThat(report.drifts())
                    .singleElement()
                    .satisfies(drift -> assertThat(drift.outcome()).isEqualTo(Drift.Outcome.REPAIRED));
        }
    }

    @Test
    void oneNodeAtATimeGoesOnWithAReading() {
        var other = new ReadingStore(jdbc);
        jdbc.sql("update inventory.reading set claimed_until = '-infinity' where reading = 2")
                .update();
        assertThat(other.claim(Drift.Reading.RESERVATIONS.code())).isPresent();
        assertThat(hub.bean(ReadingStore.class).claim(Drift.Reading.RESERVATIONS.code()))
                .isEmpty();
        jdbc.sql("update inventory.reading set claimed_until = '-infinity' where reading = 2")
                .update();
        assertThat(hub.bean(ReadingStore.class).claim(Drift.Reading.RESERVATIONS.code()))
                .isPresent();
    }

    private static void placeAndCancel(dev.tributary.testing.Api api, String number) {
        var placed = api.post("/v1/orders", """
                {"channel": "app", "number": "%s", "currency": "CNY", "lines": [{"sku": "MILK-1L", "units": 1, "unitPrice": {"amount": 1290, "currency": "CNY"}}]}
                """.formatted(number), "Idempotency-Key", "place-" + number);
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        var cancelled = api.post(
                "/v1/orders/" + placed.json().path("id").asString() + "/cancel",
                "{\"reason\": \"changed my mind\"}",
                "Idempotency-Key",
                "cancel-" + number);
        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
    }

    private static long waitingForALock() {
        return jdbc.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                .query(Long.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void spoil(MerchantId merchant, long sku) {
        jdbc.sql("update inventory.stock set on_hand = on_hand + 7 where merchant_id = :merchant and sku_id = :sku")
                .params(Map.of("merchant", merchant.value(), "sku", sku))
                .update();
    }

    private static long onHand(MerchantId merchant, long sku) {
        return hub.bean(Ledger.class).row(key(merchant, sku)).orElseThrow().onHand();
    }

    private static void receive(MerchantId merchant, long sku, long units) {
        var change =
                new StockChange(key(merchant, sku), StockChange.Kind.RECEIVE, units, "receipt/1", OptionalLong.empty());
        hub.bean(OrderIntake.class)
                .decide(new Command.ChangeStock(
                        merchant, "receive-" + merchant + "-" + sku, new byte[16], List.of(change), "test"));
    }

    private static StockKey key(MerchantId merchant, long sku) {
        return new StockKey(merchant, new SkuId(sku), new NodeId(1));
    }
}
