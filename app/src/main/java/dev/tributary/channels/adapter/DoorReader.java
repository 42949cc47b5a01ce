package dev.tributary.channels.adapter;

import java.util.List;
import java.util.Set;

/** Reads how a platform calls us. */
final class DoorReader {

    private final RequestReader requests;

    DoorReader(RequestReader requests) {
        this.requests = requests;
    }

    Adapter.Door door(FileNode node) {
        node.only(
                "transport",
                "signature",
                "timestamp",
                "matches",
                "kind",
                "message-key",
                "text-may-be-encoded-twice",
                "acknowledgement");
        return new Adapter.Door(
                node.required("transport").oneOf(Adapter.Transport.class),
                requests.signature(node.required("signature")),
                node.child("timestamp").map(DoorReader::timestamp),
                node.child("matches").map(this::matches).orElse(List.of()),
                node.child("kind")
                        .map(kind -> kind.only("header").required("header").text()),
                messageKey(node.required("message-key")),
                node.yes("text-may-be-encoded-twice"),
                acknowledgement(node.required("acknowledgement")));
    }

    private static Adapter.Timestamp timestamp(FileNode node) {
        node.only("parameter", "window-seconds");
        return new Adapter.Timestamp(
                node.required("parameter").text(),
                node.required("window-seconds").whole(1, 86_400));
    }

    private List<Adapter.Match> matches(FileNode node) {
        return node.list().stream()
                .map(match -> {
                    match.only("header", "parameter", "setting");
                    RequestReader.oneOf(match, "header", "parameter");
                    return new Adapter.Match(
                            match.child("header").map(FileNode::text),
                            match.child("parameter").map(FileNode::text),
                            requests.setting(match.required("setting")).name());
                })
                .toList();
    }

    private static Adapter.MessageKey messageKey(FileNode node) {
        node.only("header", "hash-without");
        return new Adapter.MessageKey(
                node.child("header").map(FileNode::text),
                node.child("hash-without").map(RequestReader::texts).orElse(Set.of()));
    }

    private static Adapter.Acknowledgement acknowledgement(FileNode node) {
        node.only("status", "content-type", "body");
        return new Adapter.Acknowledgement(
                node.required("status").whole(200, 299),
                node.text("content-type", "text/plain;charset=UTF-8"),
                node.text("body", ""));
    }
}
