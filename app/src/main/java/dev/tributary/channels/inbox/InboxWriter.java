package dev.tributary.channels.inbox;

import dev.tributary.database.Phases;
import dev.tributary.database.SequenceBlocks;
import dev.tributary.database.Threads;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.vault.Vault;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores messages many at a time: all who wait at the doors share the next insert. A message is acknowledged only after
 * the commit; when too many wait, or the database is away, the platform is told to come again.
 */
@Component
public class InboxWriter implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(InboxWriter.class);

    private static final int WRITERS = 2;
    private static final int BATCH_MESSAGES_MAX = 256;
    private static final int BATCH_BYTES_MAX = 8 << 20;
    private static final int QUEUE_MESSAGES_MAX = 4_096;
    private static final int QUEUE_KILOBYTES_MAX = 64 << 10;

    private final InboxStore store;
    private final Vault vault;
    private final InboxSignal signal;
    private final SequenceBlocks ids;
    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE_MESSAGES_MAX);
    private final Semaphore kilobytes = new Semaphore(QUEUE_KILOBYTES_MAX);
    private final Set<ChannelId> lanes = ConcurrentHashMap.newKeySet();
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean running;

    InboxWriter(InboxStore store, Vault vault, InboxSignal signal, JdbcClient jdbc) {
        this.store = store;
        this.vault = vault;
        this.signal = signal;
        this.ids = new SequenceBlocks(jdbc, "channels.message_id", 1_000);
    }

    /**
     * Returns the message's id once it is stored for good; of a message that came before, the id it had then.
     *
     * @throws ProblemException OVERLOADED when too many wait, UNAVAILABLE when it could not be stored
     */
    public long store(NewMessage message) {
        return store(List.of(message)).getFirst();
    }

    /**
     * Returns the ids of all when all are stored for good. When one is not the others may be: who sends all again, as
     * every platform does, finds those stored.
     */
    public List<Long> store(List<NewMessage> messages) {
        if (!running) {
            throw new ProblemException(Problem.UNAVAILABLE, "the inbox is closed");
        }
        int weight = messages.stream()
                .mapToInt(message -> 1 + message.body().length / 1024)
                .sum();
        if (!kilobytes.tryAcquire(weight)) {
            throw full();
        }
        try {
            return queued(messages).stream().map(CompletableFuture::join).toList();
        } catch (CompletionException | DataAccessException e) {
            LOG.warn(
                    "a message of channel {} could not be stored",
                    messages.getFirst().account().channel(),
                    e);
            throw new ProblemException(Problem.UNAVAILABLE, "the message could not be stored: send it again");
        } finally {
            kilobytes.release(weight);
        }
    }

    private List<CompletableFuture<Long>> queued(List<NewMessage> messages) {
        var stored = new ArrayList<CompletableFuture<Long>>();
        for (var message : messages) {
            var row = vault.sealBytes(message.account().merchant(), message.body());
            var pending =
                    new Pending(new InboxStore.SealedMessage(ids.next(), message, row), new CompletableFuture<>());
            if (!queue.offer(pending)) {
                throw full();
            }
            stored.add(pending.stored());
        }
        return stored;
    }

    /** Which of these natural keys are in the channel's inbox already. */
    public Set<ByteBuffer> known(ChannelId channel, List<byte[]> keys) {
        return store.known(channel, keys);
    }

    /** The last of a channel's messages whose natural keys begin so, by that beginning; none where there is none. */
    Map<ByteBuffer, InboxStore.Last> lastOf(ChannelId channel, List<byte[]> beginnings) {
        return store.lastOf(channel, beginnings);
    }

    private static ProblemException full() {
        return new ProblemException(Problem.OVERLOADED, "too many messages wait to be stored: send it again");
    }

    private void write() {
        var batch = new ArrayList<Pending>(BATCH_MESSAGES_MAX);
        while (running || !queue.isEmpty()) {
            take(batch);
            if (!batch.isEmpty()) {
                write(batch);
                batch.clear();
            }
        }
    }

    private void take(List<Pending> batch) {
        try {
            var first = queue.poll(100, TimeUnit.MILLISECONDS);
            for (long bytes = 0; first != null; first = queue.poll()) {
                batch.add(first);
                bytes += first.row().body().length;
                if (batch.size() == BATCH_MESSAGES_MAX || bytes >= BATCH_BYTES_MAX) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Pending> batch) {
        try {
            var row = batch.stream().map(Pending::row).toList();
            openLanes(row);
            store.insert(row);
            var stored = store.ids(row);
            signal.give();
            batch.forEach(pending -> {
                var id = stored.get(pending.row().key());
                if (id == null) {
                    pending.stored().completeExceptionally(new IllegalStateException("an inserted message is gone"));
                } else {
                    pending.stored().complete(id);
                }
            });
        } catch (RuntimeException e) {
            // Nobody is acknowledged, so every platform sends again.
            batch.forEach(pending -> pending.stored().completeExceptionally(e));
        }
    }

    private void openLanes(List<InboxStore.SealedMessage> messages) {
        var unknown = new HashSet<ChannelId>();
        messages.forEach(row -> unknown.add(row.message().account().channel()));
        unknown.removeAll(lanes);
        if (!unknown.isEmpty()) {
            store.openLanes(unknown);
            lanes.addAll(unknown);
        }
    }

    @Override
    public void start() {
        running = true;
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(Thread.ofVirtual().name("inbox-writer-" + writer).start(this::write));
        }
    }

    /** What was taken in is stored and answered before this returns. */
    @Override
    public void stop() {
        running = false;
        Threads.join(writers);
        writers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.WRITERS;
    }

    private record Pending(InboxStore.SealedMessage row, CompletableFuture<Long> stored) {}
}
