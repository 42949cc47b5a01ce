package dev.tributary.channels.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.channels.order.WaitingStore.WaitingLine;
import dev.tributary.channels.order.WaitingStore.WaitingOrder;
import dev.tributary.channels.order.WaitingStore.WaitingSku;
import dev.tributary.journal.Event;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.testing.HubUnderTest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who is woken first when goods came. The hub tries nobody by itself here. */
class WaitingTurnsTest {

    private static final MerchantId MERCHANT = new MerchantId(1);

    private static HubUnderTest hub;
    private static WaitingStore store;
    private static WaitingTurns turns;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start("tributary.roles=doors");
        store = hub.bean(WaitingStore.class);
        turns = hub.bean(WaitingTurns.class);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** Of three hundred the newest order came first: its line was mapped late, or the others wanted more. */
    @BeforeEach
    void threeHundredWait() {
        sql("delete from inventory.waiting");
        sql("delete from channels.waiting_line");
        sql("delete from channels.made_way");
        sql("""
                insert into inventory.waiting (merchant_id, sku_id, node_id, place, order_id, line, units)
                select 1, 41, 1, -number, number, 1, 1 from generate_series(1, 300) as number
                """);
        sql(
                "insert into inventory.waiting (merchant_id, sku_id, node_id, order_id, line, units) values (1, 42, 2, 900, 1, 1)");
        store.remember(LongStream.rangeClosed(1, 300)
                .mapToObj(order -> new WaitingLine(order(order), 1, 41))
                .toList());
        store.remember(List.of(new WaitingLine(order(900), 1, 42)));
        sql("update channels.waiting_line set due_at = clock_timestamp() + interval '1 hour'");
    }

    @Test
    void theFirstOfEachRowIsTriedFirst() {
        turns.wake(List.of(sku(41), sku(42)));

        assertThat(store.claim(2)).containsExactlyInAnyOrder(order(300), order(900));
        assertThat(store.claim(3)).containsExactlyInAnyOrder(order(299), order(298), order(297));
    }

    @Test
    void whoIsDueAlreadyIsNotPutBehind() {
        sql("update channels.waiting_line set due_at = clock_timestamp() - interval '1 minute' where order_id = 7");

        turns.wake(List.of(sku(41)));

        assertThat(store.claim(1)).containsExactly(order(7));
    }

    @Test
    void whoStandsBehindAnOrderThatMadeWayIsTriedInTurn() {
        sql("delete from inventory.waiting where order_id = 300");

        hub.bean(WaitingNews.class).accept(List.of(cancelled(300)));
        turns.wakeBehind(10);

        assertThat(store.claim(1)).containsExactly(order(299));
        assertThat(store.claim(400)).doesNotContain(order(900));
    }

    @ParameterizedTest
    @CsvSource({"RELEASED, 299", "HELD, ''"})
    void aLineThatWasTakenOutOfItsOrderMakesWay(String reservation, String next) {
        sql("delete from inventory.waiting where order_id = 300");

        hub.bean(WaitingNews.class)
                .accept(List.of(event(
                        "order.amended.v1",
                        300,
                        "{\"lines\":[{\"line\":1,\"skuId\":\"41\",\"reservation\":\"%s\"},{\"line\":2,\"skuId\":\"41\",\"reservation\":\"HELD\"}]}"
                                .formatted(reservation))));
        turns.wakeBehind(10);

        assertThat(store.claim(1)).isEqualTo(next.isEmpty() ? Set.of() : Set.of(order(Long.parseLong(next))));
    }

    /** The news of it may take its time, and lines of others are tried or forgotten meanwhile. */
    @Test
    void newsThatAnOrderMadeWayKeepsNoLineOfOthers() {
        sql("delete from inventory.waiting where order_id = 300");

        inTransaction(() -> {
            hub.bean(WaitingNews.class).accept(List.of(cancelled(300)));
            int kept = CompletableFuture.supplyAsync(() -> hub.bean(JdbcClient.class)
                            .sql("select 1 from channels.waiting_line where order_id <> 300 for update skip locked")
                            .query(Integer.class)
                            .list()
                            .size())
                    .join();
            assertThat(kept).isEqualTo(300);
        });
    }

    @Test
    void whoStandsBehindIsWokenOnceAndAlsoWhenTheFirstTryBreaksOff() {
        sql("delete from inventory.waiting where order_id = 300");
        hub.bean(WaitingNews.class).accept(List.of(cancelled(300)));
        hub.bean(WaitingNews.class).accept(List.of(cancelled(300)));

        inTransaction(() -> {
            assertThat(turns.wakeBehind(10)).isEqualTo(1);
            throw new BrokenOff();
        });
        assertThat(store.claim(1)).isEmpty();

        assertThat(turns.wakeBehind(10)).isEqualTo(1);
        assertThat(turns.wakeBehind(10)).isZero();
        assertThat(store.claim(1)).containsExactly(order(299));
    }

    /** Of an order that began to wait and was cancelled with the same news nothing is remembered yet. */
    @Test
    void anOrderThatCameAndWentInOneBatchOfNewsMakesWay() {
        sql("delete from inventory.waiting where order_id = 300");
        store.forget(List.of(order(300)));

        hub.bean(WaitingNews.class).accept(List.of(placedWaiting(300), cancelled(300)));
        turns.wakeBehind(10);

        assertThat(store.claim(1)).containsExactly(order(299));
    }

    @Test
    void soManySkusAreTakenAtOnceAndNoMore() {
        for (int sku = 1; sku <= 3; sku++) {
            store.madeWay(List.of(), List.of(sku(sku)));
        }

        assertThat(turns.wakeBehind(2)).isEqualTo(2);
        assertThat(turns.wakeBehind(2)).isEqualTo(1);
        assertThat(turns.wakeBehind(2)).isZero();
    }

    private static final class BrokenOff extends RuntimeException {}

    private static void inTransaction(Runnable work) {
        try {
            new TransactionTemplate(hub.bean(PlatformTransactionManager.class))
                    .executeWithoutResult(state -> work.run());
        } catch (BrokenOff expected) {
            // Nothing of it stays.
        }
    }

    private static Event cancelled(long order) {
        return event("order.cancelled.v1", order, "{}");
    }

    private static Event placedWaiting(long order) {
        return event(
                "order.placed.v1",
                order,
                "{\"lines\":[{\"line\":1,\"skuId\":\"41\",\"reservation\":\"WAITING_STOCK\"}]}");
    }

    private static Event event(String type, long order, String payload) {
        return new Event(1, Instant.EPOCH, type, "order/" + order, MERCHANT, 2, payload);
    }

    private static WaitingOrder order(long id) {
        return new WaitingOrder(MERCHANT, new OrderId(id));
    }

    private static WaitingSku sku(long id) {
        return new WaitingSku(MERCHANT, new SkuId(id));
    }

    private static void sql(String sql) {
        hub.bean(JdbcClient.class).sql(sql).update();
    }
}
