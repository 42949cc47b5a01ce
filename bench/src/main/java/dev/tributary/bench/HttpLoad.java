package dev.tributary.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.HdrHistogram.Histogram;

/**
 * A lean driver: one thread, so many connections, one request on each at a time. It shares the machine with the hub, so
 * it neither parses more than it must nor makes garbage it can avoid. A connection that was told that too much is under
 * way (429) asks again after the seconds that the hub asks for.
 */
final class HttpLoad implements AutoCloseable {

    /** What is sent, and what is made of the answers. */
    interface Script {
        byte[] next(int connection);

        /** @param answer headers and body, up to {@code length} */
        void answered(int connection, int status, byte[] answer, int length);
    }

    /**
     * @param rate answers a second, within the measured time
     * @param errors answers with a status of 400 or above, within it
     * @param broken requests whose connection was closed instead
     */
    record Result(double rate, Histogram micros, long errors, long broken) {
        Row row(String name) {
            Row row = Row.of(name).with("ordersPerSecond", rate).withLatency(micros);
            return errors + broken == 0 ? row : row.with("errors", errors + broken);
        }
    }

    private static final int TOO_MANY_REQUESTS = 429;

    private final Selector selector;
    private final List<HttpConnection> connections = new ArrayList<>();
    private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();
    /** Refused ones, the first to ask again first. */
    private final PriorityQueue<HttpConnection> pausing =
            new PriorityQueue<>(Comparator.comparingLong(HttpConnection::askAgain));

    private final Script script;
    private final InetSocketAddress address;
    private Histogram micros = histogram();
    private long answers;
    private long errors;
    private long broken;
    private boolean measuring;
    private int unanswered;

    HttpLoad(int port, int count, Script script) throws IOException {
        this.script = script;
        this.address = new InetSocketAddress("127.0.0.1", port);
        this.selector = Selector.open();
        for (int i = 0; i < count; i++) {
            var connection = new HttpConnection(i);
            connect(connection);
            connections.add(connection);
            idle.add(connection);
        }
    }

    private void connect(HttpConnection connection) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        connection.opened(channel, channel.register(selector, SelectionKey.OP_READ, connection));
    }

    /** The hub closed it: an error when it owed an answer, a pause between two requests that was too long when not. */
    private void broken(HttpConnection connection) {
        if (connection.asking()) {
            connection.settle();
            unanswered--;
            broken++;
        }
        idle.remove(connection);
        pausing.remove(connection);
        try {
            connection.close();
            // A hub under overload may let it wait long; the other connections must not wait with it.
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(address);
            connection.opened(channel, channel.register(selector, SelectionKey.OP_CONNECT, connection));
        } catch (IOException e) {
            throw new IllegalStateException("the hub takes no connection any more", e);
        }
    }

    private void connected(HttpConnection connection) {
        try {
            connection.connected();
            idle.add(connection);
        } catch (IOException e) {
            throw new IllegalStateException("the hub takes no connection any more", e);
        }
    }

    /** Every connection asks again as soon as it is answered. */
    Result closed(Duration warmUp, Duration time) throws IOException {
        return run(warmUp, time, 0);
    }

    /**
     * So many requests a second, whatever the answers do. A request that finds no free connection waits, and its time
     * counts from when it was due.
     */
    Result open(double perSecond, Duration warmUp, Duration time) throws IOException {
        return run(warmUp, time, perSecond);
    }

    private Result run(Duration warmUp, Duration time, double perSecond) throws IOException {
        long begin = System.nanoTime();
        long measureFrom = begin + warmUp.toNanos();
        long end = measureFrom + time.toNanos();
        double nanosBetween = perSecond == 0 ? 0 : 1e9 / perSecond;
        long due = 0;
        long now = begin;
        micros = histogram();
        answers = 0;
        errors = 0;
        broken = 0;
        measuring = false;
        while (now < end) {
            if (!measuring && now >= measureFrom) {
                measuring = true;
            }
            askAgain(now);
            if (perSecond == 0) {
                while (!idle.isEmpty()) {
                    send(idle.poll(), now);
                }
                selector.select(this::ready, 1);
            } else {
                while (!idle.isEmpty() && begin + (long) (due * nanosBetween) <= now) {
                    send(idle.poll(), begin + (long) (due++ * nanosBetween));
                }
                selector.select(this::ready, 1);
            }
            now = System.nanoTime();
        }
        measuring = false;
        drain();
        return new Result(answers / (time.toNanos() / 1e9), micros, errors, broken);
    }

    private void askAgain(long now) {
        while (!pausing.isEmpty() && pausing.peek().askAgain() <= now) {
            idle.add(pausing.poll());
        }
    }

    /** The last answers are awaited, not measured. */
    private void drain() throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (unanswered > 0) {
            if (System.nanoTime() > deadline) {
                throw new IOException("%d requests were never answered".formatted(unanswered));
            }
            selector.select(this::ready, 10);
        }
    }

    private void send(HttpConnection connection, long due) {
        connection.ask(script.next(connection.number()), due);
        unanswered++;
        try {
            connection.write();
        } catch (IOException closed) {
            broken(connection);
        }
    }

    private void ready(SelectionKey key) {
        var connection = (HttpConnection) key.attachment();
        if (key.isConnectable()) {
            connected(connection);
            return;
        }
        try {
            if (key.isWritable()) {
                connection.write();
            }
            if (key.isReadable() && connection.read()) {
                complete(connection);
            }
        } catch (IOException closed) {
            broken(connection);
        }
    }

    private void complete(HttpConnection connection) {
        int status = connection.status();
        long now = System.nanoTime();
        connection.settle();
        unanswered--;
        if (measuring) {
            micros.recordValue(Math.min((now - connection.due()) / 1_000, 60_000_000));
            answers++;
            if (status >= 400) {
                errors++;
            }
        }
        script.answered(connection.number(), status, connection.answer(), connection.length());
        if (status == TOO_MANY_REQUESTS) {
            connection.pause(now);
            pausing.add(connection);
        } else {
            idle.add(connection);
        }
    }

    private static Histogram histogram() {
        return new Histogram(Duration.ofMinutes(1).toNanos() / 1_000, 3);
    }

    @Override
    public void close() throws IOException {
        for (HttpConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
