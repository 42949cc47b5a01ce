package dev.tributary.channels.adapter;

import java.io.Reader;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns an adapter file into an {@link Adapter}, or says in which line it is wrong. */
public final class AdapterReader {

    private final FileNode root;
    private final Mappings mappings;
    private final Map<String, Adapter.Setting> settings;

    private AdapterReader(FileNode root) {
        this.root = root;
        this.mappings = new Mappings(root);
        this.settings = settings();
    }

    public static Adapter read(String file, Reader content) {
        return new AdapterReader(FileNode.read(file, content)).adapter();
    }

    private Adapter adapter() {
        root.only(
                "adapter",
                "intent",
                "rests-on",
                "account",
                "door",
                "states",
                "definitions",
                "messages",
                "stock",
                "answers",
                "personal");
        var name = root.required("adapter").text();
        if (!root.file().equals(name + ".yaml")) {
            throw root.required("adapter").wrong("the file must be called " + name + ".yaml");
        }
        return new Adapter(
                name,
                root.required("intent").oneOf(Intent.class) == Intent.FACT,
                restsOn(),
                settings,
                root.child("door").map(this::door),
                messages(),
                root.child("stock").map(this::stock),
                root.child("answers").map(this::answers),
                root.child("personal").map(AdapterReader::texts).orElse(Set.of()));
    }

    private enum Intent {
        FACT,
        REQUEST
    }

    private Map<String, Adapter.RestsOn> restsOn() {
        var areas = new LinkedHashMap<String, Adapter.RestsOn>();
        root.required("rests-on").entries().forEach((area, node) -> {
            node.only("basis", "note");
            areas.put(
                    area,
                    new Adapter.RestsOn(
                            node.required("basis").oneOf(Adapter.RestsOn.Basis.class), node.text("note", "")));
        });
        return areas;
    }

    private Map<String, Adapter.Setting> settings() {
        var found = new LinkedHashMap<String, Adapter.Setting>();
        root.child("account")
                .ifPresent(account -> account.entries().forEach((name, node) -> {
                    node.only("kind", "required", "secret");
                    found.put(
                            name,
                            new Adapter.Setting(
                                    name,
                                    node.child("kind")
                                            .map(kind -> kind.oneOf(Adapter.Setting.Kind.class))
                                            .orElse(Adapter.Setting.Kind.TEXT),
                                    node.yes("required"),
                                    node.yes("secret")));
                }));
        return found;
    }

    private Adapter.Door door(FileNode node) {
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
                signature(node.required("signature")),
                node.child("timestamp").map(AdapterReader::timestamp),
                node.child("matches").map(this::matches).orElse(List.of()),
                node.child("kind")
                        .map(kind -> kind.only("header").required("header").text()),
                messageKey(node.required("message-key")),
                node.yes("text-may-be-encoded-twice"),
                acknowledgement(node.required("acknowledgement")));
    }

    private Adapter.Signature signature(FileNode node) {
        node.only("text", "pair", "between", "only", "digest", "encoding", "header", "parameter", "secret");
        oneOfBoth(node, "header", "parameter");
        return new Adapter.Signature(
                SignatureScheme.read(node),
                node.child("header").map(FileNode::text),
                node.child("parameter").map(FileNode::text),
                secret(node.required("secret")));
    }

    private static void oneOfBoth(FileNode node, String one, String other) {
        if (node.child(one).isPresent() == node.child(other).isPresent()) {
            throw node.wrong("name either a %s or a %s".formatted(one, other));
        }
    }

    private String secret(FileNode node) {
        if (!setting(node).secret()) {
            throw node.wrong("'%s' is not declared as a secret under account".formatted(node.text()));
        }
        return node.text();
    }

    private Adapter.Setting setting(FileNode node) {
        return Optional.ofNullable(settings.get(node.text()))
                .orElseThrow(() -> node.wrong("'%s' is not declared under account".formatted(node.text())));
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
                    oneOfBoth(match, "header", "parameter");
                    return new Adapter.Match(
                            match.child("header").map(FileNode::text),
                            match.child("parameter").map(FileNode::text),
                            setting(match.required("setting")).name());
                })
                .toList();
    }

    private static Adapter.MessageKey messageKey(FileNode node) {
        node.only("header", "hash-without");
        return new Adapter.MessageKey(
                node.child("header").map(FileNode::text),
                node.child("hash-without").map(AdapterReader::texts).orElse(Set.of()));
    }

    private static Adapter.Acknowledgement acknowledgement(FileNode node) {
        node.only("status", "content-type", "body");
        return new Adapter.Acknowledgement(
                node.required("status").whole(200, 299),
                node.text("content-type", "text/plain;charset=UTF-8"),
                node.text("body", ""));
    }

    private Map<String, Adapter.Mapping> messages() {
        var found = new LinkedHashMap<String, Adapter.Mapping>();
        root.child("messages")
                .ifPresent(messages ->
                        messages.entries().forEach((kind, node) -> found.put(kind, mappings.compile(node))));
        return found;
    }

    private Adapter.StockOut stock(FileNode node) {
        node.only("figure", "budget", "request", "answer");
        var budget = node.required("budget").only("calls-per-second", "burst", "skus-per-call", "parallel");
        return new Adapter.StockOut(
                node.required("figure").oneOf(Adapter.StockOut.Figure.class),
                budget(budget, budget.required("skus-per-call").whole(1, 10_000)),
                request(node.required("request")),
                mappings.compile(node.required("answer")));
    }

    private Adapter.AnswersOut answers(FileNode node) {
        node.only("budget", "wait-seconds-max", "tells", "answer");
        var tells = new EnumMap<Adapter.Tell, Adapter.Request>(Adapter.Tell.class);
        node.required("tells")
                .only(Names.kebab(Adapter.Tell.CONFIRMED), Names.kebab(Adapter.Tell.CANCELLED))
                .entries()
                .forEach((name, request) ->
                        tells.put(Adapter.Tell.valueOf(name.toUpperCase(Locale.ROOT)), request(request)));
        return new Adapter.AnswersOut(
                budget(node.required("budget").only("calls-per-second", "burst", "parallel"), 1),
                Duration.ofSeconds(node.required("wait-seconds-max").whole(1, 86_400)),
                Map.copyOf(tells),
                mappings.compile(node.required("answer")));
    }

    private static Adapter.Budget budget(FileNode node, int skusPerCall) {
        double rate = node.required("calls-per-second").number();
        if (!(rate > 0 && rate <= 10_000)) {
            throw node.required("calls-per-second").wrong("expected more than 0 and at most 10000");
        }
        return new Adapter.Budget(
                rate,
                node.required("burst").whole(1, 10_000),
                skusPerCall,
                node.required("parallel").whole(1, 64));
    }

    private Adapter.Request request(FileNode node) {
        node.only("url", "headers", "query", "transport", "signature", "body");
        checkTemplate(node.required("url"), Set.of());
        node.child("headers")
                .ifPresent(headers -> headers.entries().values().forEach(value -> checkTemplate(value, Set.of())));
        node.child("query")
                .ifPresent(
                        query -> query.entries().values().forEach(value -> checkTemplate(value, Set.of("timestamp"))));
        return new Adapter.Request(
                node.required("url").text(),
                node.child("headers").map(FileNode::texts).orElse(Map.of()),
                node.child("query").map(FileNode::texts).orElse(Map.of()),
                node.required("transport").oneOf(Adapter.Transport.class),
                node.child("signature").map(this::signature),
                mappings.compile(node.required("body")));
    }

    private void checkTemplate(FileNode node, Set<String> besides) {
        for (var name : Template.names(node.text())) {
            if (!besides.contains(name) && !settings.containsKey(name)) {
                throw node.wrong("'{%s}' is not declared under account".formatted(name));
            }
        }
    }

    private static Set<String> texts(FileNode node) {
        var texts = new LinkedHashSet<String>();
        node.list().forEach(item -> texts.add(item.text()));
        return texts;
    }
}
