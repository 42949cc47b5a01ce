package dev.tributary.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.OrderIntake.Lane;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LanesTest {

    @Test
    void aFullLaneTakesNothingMoreAndTheOtherStillDoes() {
        var lanes = new Lanes(1, 2, 1);

        assertThat(lanes.offer(expire(1, 1), Lane.SINGLE)).isTrue();
        assertThat(lanes.offer(expire(1, 2), Lane.SINGLE)).isTrue();
        assertThat(lanes.offer(expire(1, 3), Lane.SINGLE)).isFalse();
        assertThat(lanes.offer(expire(1, 4), Lane.BULK)).isTrue();
        assertThat(lanes.depth(Lane.SINGLE)).isEqualTo(2);
    }

    @Test
    void merchantsTakeTurns() throws InterruptedException {
        var lanes = new Lanes(1, 100, 100);
        for (int i = 1; i <= 4; i++) {
            lanes.offer(expire(1, i), Lane.SINGLE);
        }
        lanes.offer(expire(2, 11), Lane.SINGLE);
        lanes.offer(expire(2, 12), Lane.SINGLE);

        assertThat(orders(lanes.take(0, 4, 1000))).containsExactly(1L, 11L, 2L, 12L);
        lanes.done(0);
        assertThat(orders(lanes.take(0, 4, 1000))).containsExactly(3L, 4L);
    }

    @Test
    void bulkGetsItsShareAndNoMoreWhileSingleCommandsWait() throws InterruptedException {
        var lanes = new Lanes(1, 100, 100);
        for (int i = 1; i <= 10; i++) {
            lanes.offer(expire(1, i), Lane.SINGLE);
            lanes.offer(expire(1, 100 + i), Lane.BULK);
        }

        assertThat(orders(lanes.take(0, 8, 1000))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 101L, 102L);
    }

    @Test
    void aBatchStopsAtItsStockRows() throws InterruptedException {
        var lanes = new Lanes(1, 100, 100);
        for (int i = 1; i <= 4; i++) {
            lanes.offer(expire(1, i), Lane.SINGLE);
        }

        assertThat(lanes.take(0, 100, 16)).hasSize(2);
    }

    @Test
    void closedLanesRefuseWhatIsNewAndFinishWhatWaits() throws InterruptedException {
        var lanes = new Lanes(1, 100, 100);
        lanes.offer(expire(1, 1), Lane.SINGLE);

        lanes.close();

        assertThatThrownBy(() -> lanes.offer(expire(1, 2), Lane.SINGLE)).isInstanceOf(Lanes.IntakeClosed.class);
        assertThat(lanes.take(0, 100, 1000)).hasSize(1);
        lanes.done(0);
        assertThat(lanes.take(0, 100, 1000)).isEmpty();
    }

    @Test
    void whatIsAboutOneSkuGoesToOneWriterAndManySkusToAll() throws InterruptedException {
        var lanes = new Lanes(2, 1000, 1000);
        for (int sku = 1; sku <= 100; sku++) {
            lanes.offer(receive(sku, 7), Lane.SINGLE);
            lanes.offer(receive(sku, 8), Lane.BULK);
        }

        var skusOfFirst = skus(lanes.take(0, 1000, 10_000));
        var skusOfSecond = skus(lanes.take(1, 1000, 10_000));

        assertThat(skusOfFirst).doesNotContainAnyElementsOf(skusOfSecond).hasSizeBetween(60, 140);
        assertThat(skusOfFirst.size() + skusOfSecond.size()).isEqualTo(200);
    }

    @Test
    void whenLittleWaitsOneWriterTakesAllOfItAndTheOtherRests() throws InterruptedException {
        var lanes = new Lanes(2, 1000, 1000);
        for (int sku = 1; sku <= 40; sku++) {
            lanes.offer(receive(sku, 7), Lane.SINGLE);
        }

        assertThat(lanes.take(1, 1000, 10_000)).hasSize(40);

        for (int sku = 1; sku <= 200; sku++) {
            lanes.offer(receive(sku, 7), Lane.SINGLE);
        }
        var rested = new CompletableFuture<List<Pending>>();
        var other = Thread.ofVirtual().start(() -> {
            try {
                rested.complete(lanes.take(0, 1000, 10_000));
            } catch (InterruptedException e) {
                rested.completeExceptionally(e);
            }
        });
        while (other.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(rested).isNotDone();

        lanes.done(0);

        assertThat(rested.join()).hasSizeBetween(60, 140);
    }

    @Test
    void whatIsAboutManyRowsGoesBesideTheOthersAndHoldsNoneUp() throws InterruptedException {
        var lanes = new Lanes(1, 1000, 1000);
        int heavyWriter = lanes.writers() - 1;
        lanes.offer(receive(1, 7), Lane.SINGLE);
        lanes.offer(receiveMany(65), Lane.BULK);
        lanes.offer(receiveMany(64), Lane.BULK);
        lanes.offer(receiveMany(65), Lane.SINGLE);

        assertThat(lanes.take(0, 1000, 10_000)).hasSize(3);
        assertThat(lanes.take(heavyWriter, 1000, 10_000)).hasSize(1);
        assertThat(lanes.depth(Lane.BULK)).isZero();
    }

    private static Pending receive(long sku, long node) {
        return receive(List.of(change(sku, node)));
    }

    private static Pending receiveMany(int rows) {
        return receive(
                LongStream.rangeClosed(1, rows).mapToObj(sku -> change(sku, 7)).toList());
    }

    private static StockChange change(long sku, long node) {
        return new StockChange(
                new StockKey(new MerchantId(1), new SkuId(sku), new NodeId(node)),
                StockChange.Kind.RECEIVE,
                1,
                "receipt/1",
                OptionalLong.empty());
    }

    private static Pending receive(List<StockChange> changes) {
        var command = new Command.ChangeStock(new MerchantId(1), "key", new byte[0], changes, "test");
        return new Pending(command, 0, List.of(), null, new CompletableFuture<>());
    }

    private static List<Long> skus(List<Pending> batch) {
        return batch.stream()
                .map(pending -> ((Command.ChangeStock) pending.command())
                        .changes()
                        .getFirst()
                        .key()
                        .sku()
                        .value())
                .toList();
    }

    private static Pending expire(long merchant, long order) {
        var command = new Command.Expire(new MerchantId(merchant), new OrderId(order));
        return new Pending(command, 0, List.of(), null, new CompletableFuture<>());
    }

    private static List<Long> orders(List<Pending> batch) {
        return batch.stream()
                .map(pending -> pending.command().orderId().orElseThrow().value())
                .toList();
    }
}
