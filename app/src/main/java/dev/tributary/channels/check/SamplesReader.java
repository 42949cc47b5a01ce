package dev.tributary.channels.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.FileNode;
import dev.tributary.channels.adapter.MessageJson;
import dev.tributary.channels.lane.Reply;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns a file of samples into {@link Samples}, or says in which line it is wrong. */
final class SamplesReader {

    private static final int SAMPLES_MAX = 500;
    private static final List<String> DEEDS = List.of("receives", "hears", "tells", "lists", "answers");
    private static final List<String> EXPECTATIONS = List.of("gives", "refuses", "parks", "sends");

    private final Adapter adapter;
    private final FileNode root;
    private final Map<String, PlatformRequest> requests;

    private SamplesReader(Adapter adapter, FileNode root) {
        this.adapter = adapter;
        this.root = root;
        this.requests = PlatformRequest.of(adapter);
    }

    /** @throws dev.tributary.channels.adapter.AdapterFileException with the line */
    static Samples read(Adapter adapter, String file, String text) {
        return new SamplesReader(adapter, FileNode.read(file, new StringReader(text))).samples();
    }

    private Samples samples() {
        root.only("account", "now", "token", "samples");
        var all = root.required("samples").list();
        if (all.size() > SAMPLES_MAX) {
            throw root.required("samples").wrong("expected at most %d samples".formatted(SAMPLES_MAX));
        }
        var names = new HashSet<String>();
        return new Samples(
                account(),
                now(root.required("now")),
                root.text("token", "THE-TOKEN"),
                all.stream().map(node -> sample(node, names)).toList());
    }

    private static Instant now(FileNode node) {
        try {
            return Instant.parse(node.text());
        } catch (DateTimeException e) {
            throw node.wrong("expected a moment such as 2026-11-22T02:00:00Z");
        }
    }

    private OpenAccount account() {
        var texts = new HashMap<String, String>();
        var stores = new HashMap<String, String>();
        var given = root.child("account").map(FileNode::entries).orElse(Map.of());
        given.forEach((name, value) -> {
            var setting = Optional.ofNullable(adapter.settings().get(name))
                    .orElseThrow(() -> value.wrong("%s has no setting '%s'; it has %s"
                            .formatted(
                                    adapter.name(),
                                    name,
                                    new TreeSet<>(adapter.settings().keySet()))));
            if (setting.kind() == Adapter.Setting.Kind.STORES) {
                stores.putAll(value.texts());
            } else {
                texts.put(name, value.text());
            }
        });

        return new OpenAccount(new MerchantId(1), new ChannelId(1), adapter, Map.copyOf(texts), Map.copyOf(stores));
    }

    private Sample sample(FileNode node, HashSet<String> names) {
        node.only(
                "name",
                "receives",
                "hears",
                "tells",
                "lists",
                "answers",
                "asked",
                "status",
                "headers",
                "body",
                "gives",
                "refuses",
                "parks",
                "sends",
                "means",
                "page");
        var name = node.required("name").text();
        if (!names.add(name)) {
            throw node.required("name").wrong("'%s' stands here twice".formatted(name));
        }
        var deed = one(node, DEEDS);
        return switch (deed) {
            case "receives" -> {
                beside(node, deed, "gives", "refuses", "parks");
                yield new Sample(name, node.line(), receives(node), expectation(node));
            }
            case "hears" -> {
                beside(node, deed, "gives", "parks", "sends");
                yield new Sample(name, node.line(), hears(node.required(deed)), expectation(node));
            }
            case "answers" -> {
                beside(node, deed, "asked", "status", "headers", "body", "means", "gives", "page", "parks");
                yield new Sample(name, node.line(), answers(node), reads(node));
            }
            default -> {
                beside(node, deed, "asked", "sends", "parks");
                yield new Sample(
                        name,
                        node.line(),
                        new Sample.Deed.Tells(request(node.required(deed)), asked(node)),
                        expectation(node));
            }
        };
    }

    private static String one(FileNode node, List<String> names) {
        var found = names.stream().filter(name -> node.child(name).isPresent()).toList();
        if (found.size() != 1) {
            throw node.wrong("a sample has one of %s".formatted(String.join(", ", names)));
        }
        return found.getFirst();
    }

    /** Refuses members that belong to samples of another kind: they would be left aside in silence. */
    private static void beside(FileNode node, String deed, String... members) {
        var known = new HashSet<>(List.of("name", deed));
        known.addAll(List.of(members));
        node.entries().forEach((name, value) -> {
            if (!known.contains(name)) {
                throw value.wrong(
                        "'%s' does not go with '%s', which goes with %s".formatted(name, deed, new TreeSet<>(known)));
            }
        });
    }

    private Sample.Deed receives(FileNode sample) {
        var node = sample.required("receives");
        node.only("path", "url", "headers", "query", "form", "json", "body", "sign");
        if (adapter.door().isEmpty() && adapter.drop().isEmpty()) {
            throw node.wrong("%s has no door".formatted(adapter.name()));
        }
        var kind = node.text("path", "");
        var headers = headers(node);
        return new Sample.Deed.Receives(
                kind,
                node.text(
                        "url",
                        "https://hub.example/doors/%s/1%s".formatted(adapter.name(), kind.isEmpty() ? "" : "/" + kind)),
                node.child("query").map(query -> encoded(query.texts())).orElse(""),
                headers,
                body(node),
                node.yes("sign"));
    }

    private Sample.Deed hears(FileNode frame) {
        if (adapter.socket().isEmpty()) {
            throw frame.wrong("%s has no socket".formatted(adapter.name()));
        }
        return new Sample.Deed.Hears(text(frame));
    }

    private static byte[] body(FileNode node) {
        var given = List.of("form", "json", "body").stream()
                .filter(name -> node.child(name).isPresent())
                .toList();
        if (given.size() > 1) {
            throw node.wrong("a call has one of form, json, body");
        }
        return given.stream()
                .findFirst()
                .map(name -> switch (name) {
                    case "form" -> encoded(node.required("form").texts());
                    case "json" -> MessageJson.write(node.required("json").json());
                    default -> text(node.required("body"));
                })
                .orElse("")
                .getBytes(UTF_8);
    }

    private static String text(FileNode body) {
        return body.scalar() ? body.text() : MessageJson.write(body.json());
    }

    private static SortedMap<String, String> headers(FileNode node) {
        var headers = new TreeMap<String, String>();
        node.child("headers")
                .map(FileNode::texts)
                .orElse(Map.of())
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry ->
                        URLEncoder.encode(entry.getKey(), UTF_8) + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Sample.Deed answers(FileNode sample) {
        return new Sample.Deed.Answers(
                request(sample.required("answers")),
                sample.child("status").map(it -> it.whole(100, 599)).orElse(200),
                headers(sample),
                sample.child("body")
                        .map(body -> said(body, headers(sample)))
                        .orElseGet(JsonNodeFactory.instance::objectNode),
                asked(sample));
    }

    /** As it is read off the wire: what is neither JSON nor said to be XML is an empty object. */
    private static JsonNode said(FileNode node, Map<String, String> headers) {
        if (!node.scalar()) {
            return node.json();
        }
        try {
            return Reply.body(headers, node.text().getBytes(UTF_8));
        } catch (IOException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private PlatformRequest request(FileNode node) {
        return Optional.ofNullable(requests.get(node.text()))
                .orElseThrow(() -> node.wrong("%s makes no call '%s'; it makes %s"
                        .formatted(adapter.name(), node.text(), requests.keySet())));
    }

    private static ObjectNode asked(FileNode sample) {
        var asked = sample.child("asked").map(FileNode::json).orElseGet(JsonNodeFactory.instance::objectNode);
        if (asked instanceof ObjectNode object) {
            return object;
        }
        throw sample.required("asked").wrong("expected a mapping of names to values");
    }

    private static Sample.Expectation expectation(FileNode node) {
        return switch (one(node, EXPECTATIONS)) {
            case "gives" -> new Sample.Expectation.Gives(node.required("gives").json());
            case "refuses" ->
                new Sample.Expectation.Refuses(node.required("refuses").text());
            case "parks" -> new Sample.Expectation.Parks(node.required("parks").text());
            default -> new Sample.Expectation.Sends(sends(node.required("sends")));
        };
    }

    private static Sample.Expectation reads(FileNode node) {
        if (node.child("means").isEmpty()
                && node.child("gives").isEmpty()
                && node.child("parks").isEmpty()) {
            throw node.wrong("a sample of an answer says what it means, gives, or parks");
        }
        return new Sample.Expectation.Reads(
                node.child("means").map(FileNode::text),
                node.child("gives").map(FileNode::json),
                node.child("page").map(FileNode::json),
                node.child("parks").map(FileNode::text));
    }

    private static JsonNode sends(FileNode node) {
        return node.only("method", "url", "headers", "query", "form", "json", "xml")
                .json();
    }
}
