package dev.tributary.sandbox.platform;

import dev.tributary.sandbox.platform.Troubles.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Brings a platform's orders to the hub's door: late, twice, impatiently, not at all; and forges some. */
final class Bringer implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final int TRIES_MAX = 300;
    private static final long PAUSE_MILLIS_MAX = 2_000;
    private static final int REFUSED = 401;
    /** Numbers that no honest order has. */
    private static final long FIRST_FORGED = 900_000;

    private final Platform platform;
    private final URI door;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong deliveries = new AtomicLong();
    private final AtomicLong forged = new AtomicLong();
    private final LongAdder sent = new LongAdder();
    private final LongAdder again = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder unsent = new LongAdder();
    private final LongAdder forgeriesRefused = new LongAdder();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    Bringer(Platform platform, URI door) {
        this.platform = platform;
        this.door = door;
        platform.listen(this::bring);
    }

    /** @param again tries after the first, @param unsent only a list says it */
    record Counts(long sent, long again, long duplicates, long unsent, long forged, long forgeriesRefused) {}

    Counts counts() {
        return new Counts(
                sent.sum(), again.sum(), duplicates.sum(), unsent.sum(), forged.get(), forgeriesRefused.sum());
    }

    /** What the hub should not have answered. */
    Iterable<String> wrong() {
        return wrong;
    }

    boolean idle() {
        return underWay.get() == 0;
    }

    /** As the order is now; later changes do not change this message. */
    void bring(Sale sale) {
        if (!sale.shown() || message(sale, "0", platform.secret()).isEmpty()) {
            return;
        }
        if (platform.lists(sale) && platform.troubles().happens(Trouble.UNSENT)) {
            unsent.increment();
            return;
        }
        start(() -> deliver(sale));
        if (platform.troubles().happens(Trouble.FORGED)) {
            start(() -> forge(sale));
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void start(Work work) {
        underWay.incrementAndGet();
        threads.execute(() -> {
            try {
                work.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    private Optional<Message> message(Sale sale, String delivery, String secret) {
        return platform.message(door, sale, delivery, secret);
    }

    private void deliver(Sale sale) throws InterruptedException {
        String delivery = Long.toString(1_000_000 + deliveries.incrementAndGet());
        if (platform.troubles().happens(Trouble.LATE)) {
            TimeUnit.MILLISECONDS.sleep(platform.troubles().millis(500, 4_000));
        }
        untilAcknowledged(sale, delivery);
        sent.increment();
        if (platform.troubles().happens(Trouble.DUPLICATE)) {
            TimeUnit.MILLISECONDS.sleep(platform.troubles().millis(1, 3_000));
            untilAcknowledged(sale, delivery);
            duplicates.increment();
        }
    }

    private void untilAcknowledged(Sale sale, String delivery) throws InterruptedException {
        String last = "";
        for (int tries = 1; tries <= TRIES_MAX; tries++) {
            if (tries > 1) {
                again.increment();
                TimeUnit.MILLISECONDS.sleep(Math.min(PAUSE_MILLIS_MAX, 50L << Math.min(tries, 6)));
            }
            Message message = message(sale, delivery, platform.secret()).orElseThrow();
            Duration patience = platform.troubles().happens(Trouble.IMPATIENT)
                    ? Duration.ofMillis(platform.troubles().millis(1, 20))
                    : ANSWER_MAX;
            try {
                HttpResponse<String> answer = post(message, patience);
                if (platform.acknowledges(answer.statusCode(), answer.body())) {
                    platform.taken(sale, answer.body());
                    return;
                }
                last = answer.statusCode() + " " + answer.body();
            } catch (IOException gone) {
                last = gone.toString();
            }
        }
        wrong.add("%s was not acknowledged in %d tries: %s".formatted(sale.number(), TRIES_MAX, last));
    }

    /** Of an order that never was: signed with a wrong secret, or a right signature over other words. */
    private void forge(Sale model) throws InterruptedException {
        long index = FIRST_FORGED + 2 * forged.incrementAndGet();
        Sale one = model.renumbered(platform.number(index));
        Sale other = model.renumbered(platform.number(index + 1));
        Message signedWrongly =
                message(one, "f" + index, platform.secret() + "-not").orElseThrow();
        Message signed = message(one, "f" + index, platform.secret()).orElseThrow();
        Message message = platform.signsWords() && index % 4 == 0 && signed.says(one.number())
                ? signed.with(one.number(), other.number())
                : signedWrongly;
        for (int tries = 1; tries <= TRIES_MAX; tries++) {
            try {
                int status = post(message, ANSWER_MAX).statusCode();
                if (status == REFUSED) {
                    forgeriesRefused.increment();
                    return;
                }
                if (status < 500 && status != 429) {
                    wrong.add("a forged message was answered with " + status);
                    return;
                }
            } catch (IOException gone) {
                // The hub is being started again.
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS_MAX / 2);
        }
        wrong.add("a forged message was not answered in %d tries".formatted(TRIES_MAX));
    }

    private HttpResponse<String> post(Message message, Duration patience) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(message.door()).timeout(patience);
        message.headers().forEach(request::setHeader);
        return http.send(
                request.POST(HttpRequest.BodyPublishers.ofByteArray(message.body()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }
}
