package dev.tributary.openapi.availability;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.SkuId;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One reader of changes. What it has not been told is remembered as one mark a SKU, however often that changes, so a slow
 * reader costs no more memory than a fast one and hears the present when it comes to read. Written by a thread of its
 * own, which nobody else waits for.
 */
final class LevelStream {

    /** Why a stream ended; the reader is told where it can still hear. */
    enum Ending {
        /** The reader hung up. */
        GONE,
        /** A token is good for ten minutes, and so is a stream: come again with a new one. */
        RENEW,
        /** It did not take what was written to it. */
        TOO_SLOW,
        /** This node stops; another may go on. */
        STOPPING
    }

    /**
     * @param coalescing changes are gathered so long after something was told
     * @param heartbeat something is written at least so often, so that a dead connection is noticed
     * @param slow a write that takes longer ends the stream
     */
    record Times(Duration coalescing, Duration heartbeat, Duration life, Duration slow) {}

    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final MerchantId merchant;
    private final String client;
    private final Map<SkuId, Integer> indexes;
    private final Times times;
    private final AsyncContext connection;
    private final OutputStream out;
    private final LevelPictures pictures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final BitSet changed = new BitSet();
    private @Nullable Ending ending;

    /** @param indexes of the SKUs in {@code pictures} */
    LevelStream(
            MerchantId merchant,
            String client,
            Map<SkuId, Integer> indexes,
            LevelPictures pictures,
            Times times,
            AsyncContext connection)
            throws IOException {
        this.merchant = merchant;
        this.client = client;
        this.indexes = indexes;
        this.pictures = pictures;
        this.times = times;
        this.connection = connection;
        this.out = connection.getResponse().getOutputStream();
        changed.set(0, indexes.size());
    }

    MerchantId merchant() {
        return merchant;
    }

    String client() {
        return client;
    }

    Iterable<SkuId> skus() {
        return indexes.keySet();
    }

    void changed(SkuId sku) {
        Integer index = indexes.get(sku);
        if (index == null) {
            return;
        }
        lock.lock();
        try {
            if (changed.isEmpty()) {
                news.signal();
            }
            changed.set(index);
        } finally {
            lock.unlock();
        }
    }

    /** The first reason counts. */
    void end(Ending why) {
        lock.lock();
        try {
            ending = ending == null ? why : ending;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Tells until something ends it; then {@code ended} is called, once. */
    void run(BiConsumer<LevelStream, Ending> ended) {
        var why = Ending.GONE;
        try {
            why = tell();
        } catch (IOException | IllegalStateException broken) {
            why = broken.getCause() instanceof SocketTimeoutException ? Ending.TOO_SLOW : Ending.GONE;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            why = Ending.STOPPING;
        } finally {
            ended.accept(this, why);
            complete();
        }
    }

    private Ending tell() throws IOException, InterruptedException {
        long start = System.nanoTime();
        var firstEvent = "state";
        while (true) {
            var now = take(start);
            if (now.ending() != null) {
                farewell(now.ending());
                return now.ending();
            }
            byte[] event = pictures.event(firstEvent, now.changed());
            long before = System.nanoTime();
            write(event.length == 0 ? HEARTBEAT : event);
            if (System.nanoTime() - before > times.slow().toNanos()) {
                end(Ending.TOO_SLOW);
            } else {
                firstEvent = "change";
                pause(before);
            }
        }
    }

    /** @param changed by index; none means that it is time for a heartbeat */
    private record Taken(BitSet changed, @Nullable Ending ending) {}

    private Taken take(long start) throws InterruptedException {
        long heartbeat = times.heartbeat().toNanos();
        lock.lock();
        try {
            while (changed.isEmpty() && ending == null && heartbeat > 0) {
                heartbeat = news.awaitNanos(heartbeat);
            }
            if (ending == null && System.nanoTime() - start > times.life().toNanos()) {
                ending = Ending.RENEW;
            }
            var taken = new Taken((BitSet) changed.clone(), ending);
            if (changed.isEmpty() && pictures.changeSilently()) {
                taken.changed().set(0, indexes.size());
            }
            changed.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void pause(long since) throws InterruptedException {
        lock.lock();
        try {
            long left = times.coalescing().toNanos() - (System.nanoTime() - since);
            while (left > 0 && ending == null) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void farewell(Ending why) throws IOException {
        if (why != Ending.GONE) {
            write("event: end\ndata: {\"reason\":\"%s\"}\n\n".formatted(why).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private void complete() {
        try {
            connection.complete();
        } catch (IllegalStateException over) {
            // The server has noticed the end of the connection by itself.
        }
    }
}
