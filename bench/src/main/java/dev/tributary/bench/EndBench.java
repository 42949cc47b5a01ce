package dev.tributary.bench;

import dev.tributary.kernel.OrderId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.ConcurrentHistogram;

/** Orders of one hot SKU end: every other one is cancelled, the rest expire because nobody paid. */
final class EndBench {

    private static final int CALLERS = 512;
    private static final int CHUNK = 2_000;
    private static final Duration HOLD = Duration.ofHours(2);
    /** Over before anyone asks. */
    private static final Duration HOLD_OVER = Duration.ofMillis(1);

    private EndBench() {}

    static Row run(OrderIntake intake, Shop shop, int orders) throws InterruptedException {
        var toCancel = new ConcurrentLinkedQueue<>(placed(intake, new Drafts(shop, HOLD), shop, orders / 2));
        var toExpire = new ConcurrentLinkedQueue<>(placed(intake, new Drafts(shop, HOLD_OVER), shop, orders / 2));
        var micros = new ConcurrentHistogram(60_000_000, 3);
        List<Thread> callers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < CALLERS; i++) {
            boolean cancels = i % 2 == 0;
            callers.add(Thread.startVirtualThread(() -> {
                var queue = cancels ? toCancel : toExpire;
                for (OrderId order = queue.poll(); order != null; order = queue.poll()) {
                    long since = System.nanoTime();
                    intake.decide(
                            cancels
                                    ? new Command.Cancel(shop.merchant(), order, "end-" + order, "bench", "bench")
                                    : new Command.Expire(shop.merchant(), order));
                    micros.recordValue(Math.min((System.nanoTime() - since) / 1_000, 60_000_000));
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return Row.of("cancelAndExpire.hot")
                .with("ordersPerSecond", orders / 2 * 2 / seconds)
                .withLatency(micros);
    }

    private static List<OrderId> placed(OrderIntake intake, Drafts drafts, Shop shop, int count) {
        List<OrderId> orders = new ArrayList<>(count);
        for (int done = 0; done < count; done += CHUNK) {
            List<CompletableFuture<Outcome>> chunk = new ArrayList<>();
            for (int i = 0; i < Math.min(CHUNK, count - done); i++) {
                chunk.add(intake.submit(drafts.place(shop.sku(0)), OrderIntake.Lane.BULK));
            }
            for (var outcome : chunk) {
                if (!(outcome.join() instanceof Outcome.Placed placed)) {
                    throw new IllegalStateException("not placed: " + outcome.join());
                }
                orders.add(placed.order());
            }
        }
        return orders;
    }
}
