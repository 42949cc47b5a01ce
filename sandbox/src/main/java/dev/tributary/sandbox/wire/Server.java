package dev.tributary.sandbox.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A small server of ours on a free loopback port: one virtual thread a request, bodies up to 8 MiB. */
public final class Server implements AutoCloseable {

    private static final int BODY_BYTES_MAX = 8 << 20;
    private static final int BACKLOG_MAX = 512;
    /** One that accepts, one that selects, and what Jetty keeps ready beside them; requests have threads of their own. */
    private static final int THREADS_MAX = 8;

    private final org.eclipse.jetty.server.Server server;
    private final ServerConnector connector;

    private Server(Function<Call, Reply> handler) {
        var threads = new QueuedThreadPool(THREADS_MAX);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        threads.setDaemon(true);
        server = new org.eclipse.jetty.server.Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // A platform whose clock is wrong says so.
        http.setSendDateHeader(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setAcceptQueueSize(BACKLOG_MAX);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws IOException {
                answer(request, response, callback, handler);
                return true;
            }
        });
    }

    public static Server start(Function<Call, Reply> handler) {
        Server started = new Server(handler);
        try {
            started.server.start();
        } catch (Exception e) {
            throw new IllegalStateException("no free port on loopback", e);
        }
        return started;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    private static void answer(Request request, Response response, Callback callback, Function<Call, Reply> handler)
            throws IOException {
        byte[] body = read(request);
        Reply reply = body.length > BODY_BYTES_MAX ? Reply.empty(413) : handler.apply(call(request, body));
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length + reply.missing());
        boolean whole = reply.missing() == 0;
        // What was announced and does not come ends the connection, once the rest is out.
        Callback hangUp =
                Callback.from(() -> callback.failed(new EOFException("cut off on purpose")), callback::failed);
        response.write(whole, ByteBuffer.wrap(reply.body()), whole ? callback : hangUp);
    }

    private static byte[] read(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            return in.readNBytes(BODY_BYTES_MAX + 1);
        }
    }

    private static Call call(Request request, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        request.getHeaders()
                .forEach(field -> headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field.getValue()));
        String path = URI.create(request.getHttpURI().getPath()).getPath();
        String query = request.getHttpURI().getQuery();
        return new Call(
                request.getMethod(),
                "http://" + headers.get("host") + path,
                path,
                query == null ? "" : query,
                headers,
                body);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException("the server does not stop", e));
        }
    }
}
