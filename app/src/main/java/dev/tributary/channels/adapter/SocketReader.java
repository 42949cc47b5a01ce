package dev.tributary.channels.adapter;

import java.time.Duration;
import java.util.Set;

/** Reads how a platform pushes over a WebSocket that we open. */
final class SocketReader {

    private static final int HEARTBEAT_SECONDS_MAX = 300;
    private static final String SIGNATURE = "signature";

    private final RequestReader requests;
    private final Mappings mappings;

    SocketReader(RequestReader requests, Mappings mappings) {
        this.requests = requests;
        this.mappings = mappings;
    }

    Adapter.Socket socket(FileNode node) {
        node.only("url", "time", SIGNATURE, "hello", "heartbeat", "frame");
        var url = node.required("url");
        var signature = node.child(SIGNATURE).map(this::signature);
        requests.checkTemplate(url, signature.isPresent() ? Set.of(SIGNATURE) : Set.of());
        return new Adapter.Socket(
                url.text(),
                node.child("time").map(TimeFormat::read).orElse(TimeFormat.SECONDS),
                signature,
                node.child("hello").map(mappings::compile),
                heartbeat(node.required("heartbeat")),
                mappings.compile(node.required("frame")));
    }

    private Adapter.Socket.Signed signature(FileNode node) {
        node.only("text", "digest", "encoding", "secret");
        return new Adapter.Socket.Signed(SignatureScheme.read(node), requests.secret(node.required("secret")));
    }

    private Adapter.Socket.Heartbeat heartbeat(FileNode node) {
        node.only("every-seconds", "body");
        return new Adapter.Socket.Heartbeat(
                Duration.ofSeconds(node.required("every-seconds").whole(1, HEARTBEAT_SECONDS_MAX)),
                node.child("body").map(mappings::compile));
    }
}
