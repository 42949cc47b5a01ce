package dev.tributary.channels.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** The kiosk's pushes over a WebSocket: whoever signs the address hears what is not acknowledged, again at each opening. */
final class KioskSocket implements AutoCloseable {

    private final WebServer server;
    private final Map<String, String> unacknowledged = new LinkedHashMap<>();
    private Optional<Session> open = Optional.empty();
    private int opened;
    private int beats;
    private boolean greeted;

    KioskSocket() {
        var factory = new TomcatServletWebServerFactory(0);
        // Filters, of which the socket is one, are asked where some servlet is.
        factory.setRegisterDefaultServlet(true);
        factory.addContextCustomizers(context -> {
            context.addServletContainerInitializer(new WsSci(), Set.of());
            context.addServletContainerInitializer(
                    (classes, servlets) -> {
                        try {
                            ((ServerContainer) servlets.getAttribute(ServerContainer.class.getName()))
                                    .addEndpoint(endpoint());
                        } catch (DeploymentException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    Set.of());
        });
        server = factory.getWebServer();
        server.start();
    }

    private ServerEndpointConfig endpoint() {
        return ServerEndpointConfig.Builder.create(Talk.class, "/push/{client}/{time}/{sign}")
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <T> T getEndpointInstance(Class<T> type) {
                        return type.cast(new Talk());
                    }
                })
                .build();
    }

    String url() {
        return "ws://127.0.0.1:%d/push".formatted(server.getPort());
    }

    private final class Talk extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) KioskSocket.this::heard);
            begin(session, session.getPathParameters());
        }
    }

    private synchronized void begin(Session session, Map<String, String> path) {
        if (!signature(path.get("client") + path.get("time")).equals(path.get("sign"))) {
            close(session);
            return;
        }
        opened++;
        open = Optional.of(session);
        unacknowledged.values().forEach(this::send);
    }

    private static String signature(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Kiosk.WEBHOOK_SECRET.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((text + Kiosk.WEBHOOK_SECRET).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void heard(String text) {
        greeted |= text.equals("{\"hello\":\"tributary\"}");
        if (text.startsWith("{\"beat\":")) {
            beats++;
        }
        unacknowledged.keySet().removeIf(id -> text.equals("{\"ack\":\"%s\"}".formatted(id)));
    }

    /** Tells that an order changed, until it is acknowledged. */
    synchronized void push(String id, String number) {
        var frame = "{\"event\": \"order.changed\", \"id\": \"%s\", \"no\": \"%s\"}".formatted(id, number);
        unacknowledged.put(id, frame);
        send(frame);
    }

    synchronized void say(String frame) {
        send(frame);
    }

    private void send(String frame) {
        open.ifPresent(session -> {
            try {
                session.getBasicRemote().sendText(frame);
            } catch (IOException | IllegalStateException e) {
                open = Optional.empty();
            }
        });
    }

    /** As when a network fails. */
    synchronized void drop() {
        open.ifPresent(KioskSocket::close);
        open = Optional.empty();
    }

    private static void close(Session session) {
        try {
            session.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized boolean allAcknowledged() {
        return unacknowledged.isEmpty();
    }

    synchronized int opened() {
        return opened;
    }

    synchronized boolean isGreeted() {
        return greeted && beats > 0;
    }

    @Override
    public void close() {
        server.stop();
    }
}
