package dev.tributary.sandbox.world;

import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.foodmart.Basket;
import dev.tributary.sandbox.foodmart.Baskets;
import dev.tributary.sandbox.foodmart.Customer;
import dev.tributary.sandbox.foodmart.FoodMart;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Replays the chain's baskets as live traffic: basket number i always goes the same way for the same seed. At most
 * {@value #STORIES_MAX} customers act at once; who comes when all are busy waits.
 */
public final class Traffic implements AutoCloseable {

    private static final int STORIES_MAX = 400;
    private static final int BATCH = 20;
    private static final int BATCH_PERCENT = 10;
    private static final int LOG = 10;
    private static final int LOG_PERCENT = 25;
    /** Who never pays does so early in the run, so that the run need not wait long for the holds to end. */
    private static final double NEVER_PAY_SHARE = 0.3;

    private final Desk desk;
    private final FoodMart mart;
    private final Baskets baskets;
    private final long seed;
    private final AppShop app;
    private final AppShop mini;
    private final ShopifyShop shopify;
    private final MeituanPlatform meituan;
    private final Tills tills;
    private final Semaphore stories = new Semaphore(STORIES_MAX);
    private final List<AppShop.Draft> batch = new ArrayList<>();
    private final List<Tills.Sale> log = new ArrayList<>();
    private long index;

    public Traffic(Desk desk, FoodMart mart, long seed) {
        this.desk = desk;
        this.mart = mart;
        this.seed = seed;
        this.baskets = mart.baskets();
        this.app = new AppShop(desk, Channel.APP, desk.world().app());
        this.mini = new AppShop(desk, Channel.MINI, desk.world().mini());
        this.shopify = new ShopifyShop(desk);
        this.meituan = new MeituanPlatform(desk);
        this.tills = new Tills(desk);
    }

    /**
     * Sends so many orders, at a steady rate, and returns when every customer has finished.
     *
     * @param perSecond 0 for as fast as the hub takes them
     */
    public void play(long orders, int perSecond) throws InterruptedException {
        long startedNanos = System.nanoTime();
        for (long n = 0; n < orders && !Thread.currentThread().isInterrupted(); n++) {
            if (perSecond > 0) {
                sleepUntil(startedNanos + n * TimeUnit.SECONDS.toNanos(1) / perSecond);
            }
            next(n < orders * NEVER_PAY_SHARE);
        }
        flush();
        stories.acquire(STORIES_MAX);
        stories.release(STORIES_MAX);
    }

    private void next(boolean early) throws InterruptedException {
        long number = index++;
        SplittableRandom dice = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        Basket basket = baskets.next();
        Customer customer = mart.customer(basket.customerId());
        switch (Plan.channel(dice)) {
            case APP -> {
                if (dice.nextInt(100) < BATCH_PERCENT) {
                    batch.add(app.draft(number, basket, customer, dice, true));
                    if (batch.size() == BATCH) {
                        sendBatch();
                    }
                } else {
                    begin(() -> app.sell(number, basket, customer, dice, early));
                }
            }
            case MINI -> begin(() -> mini.sell(number, basket, customer, dice, early));
            case SHOPIFY -> begin(() -> shopify.sell(number, basket, customer, dice));
            case MEITUAN -> begin(() -> meituan.sell(number, basket, customer, dice));
            case TILLS -> {
                Tills.Sale sale = tills.ring(number, basket, Tills.store(dice));
                if (dice.nextInt(100) < LOG_PERCENT) {
                    log.add(sale);
                    if (log.size() == LOG) {
                        sendLog();
                    }
                } else {
                    begin(() -> tills.sell(sale, customer, dice));
                }
            }
        }
    }

    private void flush() throws InterruptedException {
        if (!batch.isEmpty()) {
            sendBatch();
        }
        if (!log.isEmpty()) {
            sendLog();
        }
    }

    private void sendBatch() throws InterruptedException {
        List<AppShop.Draft> drafts = List.copyOf(batch);
        batch.clear();
        begin(() -> app.sellInOneCall(drafts));
    }

    private void sendLog() throws InterruptedException {
        List<Tills.Sale> sales = List.copyOf(log);
        log.clear();
        begin(() -> tills.handIn(sales));
    }

    private interface Story {
        void play() throws InterruptedException;
    }

    private void begin(Story story) throws InterruptedException {
        stories.acquire();
        Thread.ofVirtual().start(() -> {
            try {
                story.play();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                desk.oddities().note(failure.toString());
            } finally {
                stories.release();
            }
        });
    }

    private static void sleepUntil(long nanoTime) {
        long left = nanoTime - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = nanoTime - System.nanoTime();
        }
    }

    @Override
    public void close() {
        baskets.close();
    }
}
