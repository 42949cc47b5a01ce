package dev.tributary.sandbox.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** People buy on a platform, pay and think better of it. */
final class Seller implements AutoCloseable {

    private static final int PAUSE_MILLIS = 400;
    private static final int LOOK_MILLIS = 50;
    /** Ten minutes. */
    private static final int LOOKS_MAX = 12_000;

    private static final int PIECES_MAX = 4;
    private static final int UNITS_MAX = 5;
    private static final int FREIGHT_PERCENT = 30;
    private static final int PAID_PERCENT = 90;
    private static final int CANCELLED_PERCENT = 12;
    private static final int REFUNDED_PERCENT = 15;

    private final Platform platform;
    private final Bringer bringer;
    private final List<Article> articles;
    private final SplittableRandom dice;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean open = true;
    private long index;

    Seller(Platform platform, Bringer bringer, List<Article> articles, long seed) {
        this.platform = platform;
        this.bringer = bringer;
        this.articles = articles;
        this.dice = new SplittableRandom(seed);
    }

    void open() {
        threads.execute(this::sell);
    }

    /** Nobody comes in any more; who is in goes on. */
    void shut() {
        open = false;
    }

    boolean idle() {
        return !open && underWay.get() == 0;
    }

    private void sell() {
        underWay.incrementAndGet();
        try {
            while (open) {
                TimeUnit.MILLISECONDS.sleep(dice.nextInt(2 * PAUSE_MILLIS));
                sell(true);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** @param shown false for an order that the platform only counts */
    Sale sell(boolean shown) {
        long freight = dice.nextInt(100) < FREIGHT_PERCENT && platform.delivers() ? 600 + dice.nextInt(99) : 0;
        Sale sale = platform.place(index++, pieces(), freight, shown);
        if (shown) {
            var life = dice.split();
            underWay.incrementAndGet();
            threads.execute(() -> live(sale, life));
        }
        return sale;
    }

    private List<Sale.Piece> pieces() {
        List<Article> shelf = new ArrayList<>(articles);
        Collections.shuffle(shelf, new java.util.Random(dice.nextLong()));
        return shelf.subList(0, 1 + dice.nextInt(PIECES_MAX)).stream()
                .map(article -> new Sale.Piece(article, 1 + dice.nextInt(UNITS_MAX)))
                .toList();
    }

    private void live(Sale sale, SplittableRandom life) {
        try {
            bringer.bring(sale);
            awaitNextStep(sale);
            if (sale.state() == Sale.State.OPEN && life.nextInt(100) < PAID_PERCENT) {
                TimeUnit.MILLISECONDS.sleep(life.nextInt(3_000));
                platform.book().change(sale.number(), Sale.State.PAID).ifPresent(bringer::bring);
            }
            int fate = life.nextInt(100);
            if (fate < CANCELLED_PERCENT + REFUNDED_PERCENT) {
                TimeUnit.MILLISECONDS.sleep(life.nextInt(8_000));
            }
            if (fate < CANCELLED_PERCENT) {
                cancel(sale.number());
            } else if (fate < CANCELLED_PERCENT + REFUNDED_PERCENT && platform.refunds() != Platform.Refunds.NONE) {
                platform.refund(sale.number(), life).ifPresent(bringer::bring);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** What the bringer cannot bring it names as wrong; nobody stands there for longer. */
    private void awaitNextStep(Sale sale) throws InterruptedException {
        for (int looks = 0; looks < LOOKS_MAX && !platform.goesOn(sale); looks++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void cancel(String number) {
        if (platform.book().find(number).filter(platform::cancels).isPresent()) {
            platform.cancel(number).ifPresent(bringer::bring);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
