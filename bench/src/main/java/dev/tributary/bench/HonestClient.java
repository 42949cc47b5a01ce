package dev.tributary.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Sends a command again until it is answered, under the same key, as honest clients do, and writes down what was
 * acknowledged.
 */
final class HonestClient {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(90);
    private static final int TRIES_MAX = 1_200;

    private final Supplier<NodeProcess> nodes;
    private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong resent = new AtomicLong();

    /** @param nodes whichever node the next command goes to; it may be a new one after a crash */
    HonestClient(Supplier<NodeProcess> nodes) {
        this.nodes = nodes;
    }

    /** Asks until someone answers. */
    String ask(String command) throws Exception {
        commands.incrementAndGet();
        String last = "";
        for (int attempt = 0; attempt < TRIES_MAX; attempt++) {
            try {
                last = nodes.get().send(command).get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
                if (!last.startsWith("failed")) {
                    return last;
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof NodeProcess.Gone)) {
                    throw e;
                }
                last = "node gone";
            } catch (TimeoutException e) {
                throw new IllegalStateException("no answer within %s to: %s".formatted(ANSWER_MAX, command), e);
            }
            resent.incrementAndGet();
            Thread.sleep(250);
        }
        throw new IllegalStateException("never answered (%s): %s".formatted(last, command));
    }

    /** Asks for what cannot be refused. */
    String ask(String command, String expected) throws Exception {
        String outcome = ask(command);
        if (!outcome.startsWith(expected)) {
            throw new IllegalStateException("%s was answered: %s".formatted(command, outcome));
        }
        return outcome;
    }

    /** The goods come in, once. */
    void receive(String key, long sku, long units) throws Exception {
        ask("receive %s %d %d".formatted(key, sku, units), "stock");
        acknowledge(Acknowledged.Kind.RECEIVED, key, 0, units, "");
    }

    void acknowledge(Acknowledged.Kind kind, String name, long order, long units, String outcome) {
        acknowledged.add(new Acknowledged(kind, name, order, units, outcome));
    }

    static long order(String outcome) {
        return Long.parseLong(outcome.split(" ")[1]);
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    long count(Acknowledged.Kind kind) {
        return acknowledged.stream().filter(one -> one.kind() == kind).count();
    }

    long commands() {
        return commands.get();
    }

    long resent() {
        return resent.get();
    }
}
