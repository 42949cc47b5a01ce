package dev.tributary.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A small server of ours on a free loopback port: one virtual thread a request, bodies up to 8 MiB. */
public final class Server implements AutoCloseable {

    private static final int BODY_BYTES_MAX = 8 << 20;
    private static final int BACKLOG_MAX = 512;

    private final HttpServer server;

    static {
        // Without it every small answer waits for the peer's delayed acknowledgement, about 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private Server(HttpServer server) {
        this.server = server;
    }

    public static Server start(Function<Call, Reply> handler) {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG_MAX);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            Server started = new Server(server);
            server.createContext("/", exchange -> started.answer(exchange, handler));
            server.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange, Function<Call, Reply> handler) throws IOException {
        try (exchange) {
            byte[] body = read(exchange);
            Reply reply = body.length > BODY_BYTES_MAX ? Reply.empty(413) : handler.apply(call(exchange, body));
            reply.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            int length = reply.body().length + reply.missing();
            exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
            if (reply.body().length > 0) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private static byte[] read(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            return in.readNBytes(BODY_BYTES_MAX + 1);
        }
    }

    private static Call call(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getPath();
        String host = exchange.getRequestHeaders().getFirst("Host");
        String query = exchange.getRequestURI().getRawQuery();
        return new Call(
                exchange.getRequestMethod(),
                "http://" + host + path,
                path,
                query == null ? "" : query,
                exchange.getRequestHeaders(),
                body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
