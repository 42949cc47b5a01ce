package dev.tributary.channels.adapter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads how a platform calls us. */
final class DoorReader {

    private static final List<String> OF_JSON = List.of("each", "unwrap");

    private final RequestReader requests;

    DoorReader(RequestReader requests) {
        this.requests = requests;
    }

    Adapter.Door door(FileNode node) {
        node.only(
                "transport",
                "signature",
                "decrypt",
                "timestamp",
                "matches",
                "kind",
                "message-key",
                "text-may-be-encoded-twice",
                "each",
                "unwrap",
                "handshake",
                "ping",
                "acknowledgement");
        var transport = node.required("transport").oneOf(Adapter.Transport.class);
        if (transport != Adapter.Transport.JSON) {
            OF_JSON.forEach(name -> node.child(name).ifPresent(given -> {
                throw given.wrong("only JSON has '%s'".formatted(name));
            }));
        }
        node.child("decrypt").filter(any -> transport == Adapter.Transport.FORM).ifPresent(given -> {
            throw given.wrong("a form has no 'decrypt': only JSON and XML have");
        });
        if (node.child("decrypt").isEmpty()) {
            node.required("signature");
        }
        return new Adapter.Door(
                transport,
                node.child("signature").map(requests::signature),
                node.child("decrypt").map(decrypt -> Decryption.read(decrypt, requests)),
                node.child("timestamp").map(DoorReader::timestamp),
                node.child("matches").map(this::matches).orElse(List.of()),
                node.child("kind").map(kind -> named(kind.only("header", "parameter"))),
                messageKey(node.required("message-key")),
                node.yes("text-may-be-encoded-twice"),
                node.yes("each"),
                node.child("unwrap").map(Unwrapping::read),
                node.child("handshake").map(this::handshake),
                node.child("ping").map(DoorReader::pattern),
                acknowledgement(node.required("acknowledgement")));
    }

    private static Adapter.Named named(FileNode node) {
        RequestReader.oneOf(node, "header", "parameter");
        return new Adapter.Named(
                node.child("header").map(FileNode::text),
                node.child("parameter").map(FileNode::text));
    }

    private static Adapter.Timestamp timestamp(FileNode node) {
        node.only("parameter", "unit", "window-seconds");
        return new Adapter.Timestamp(
                node.required("parameter").text(),
                node.child("unit")
                        .map(unit -> unit.oneOf(Adapter.Timestamp.Unit.class))
                        .orElse(Adapter.Timestamp.Unit.SECONDS),
                node.required("window-seconds").whole(1, 86_400));
    }

    private List<Adapter.Match> matches(FileNode node) {
        return node.list().stream()
                .map(match -> {
                    var named = named(match.only("header", "parameter", "setting"));
                    return new Adapter.Match(
                            named.header(),
                            named.parameter(),
                            requests.setting(match.required("setting")).name());
                })
                .toList();
    }

    private static Adapter.MessageKey messageKey(FileNode node) {
        node.only("header", "parameter", "hash-without");
        boolean named =
                node.child("header").isPresent() || node.child("parameter").isPresent();
        return new Adapter.MessageKey(
                named ? Optional.of(named(node)) : Optional.empty(),
                node.child("hash-without").map(RequestReader::texts).orElse(Set.of()));
    }

    private Adapter.Handshake handshake(FileNode node) {
        node.only("signature", "answers");
        return new Adapter.Handshake(
                requests.signature(node.required("signature")),
                node.required("answers").text());
    }

    private static Pattern pattern(FileNode node) {
        try {
            return Pattern.compile(node.text());
        } catch (PatternSyntaxException e) {
            throw node.wrong("expected a regular expression: " + e.getDescription());
        }
    }

    private static Adapter.Acknowledgement acknowledgement(FileNode node) {
        node.only("status", "content-type", "body");
        return new Adapter.Acknowledgement(
                node.required("status").whole(200, 299),
                node.text("content-type", "text/plain;charset=UTF-8"),
                node.text("body", ""));
    }
}
