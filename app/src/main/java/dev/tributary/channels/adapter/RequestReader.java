package dev.tributary.channels.adapter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what several sections of an adapter file share: settings, signatures, budgets and requests to the platform. */
final class RequestReader {

    /** Filled in at each call: the moment, as the file's {@code time} writes it, and the token where the file has one. */
    private static final Set<String> OF_EVERY_CALL = Set.of("timestamp");

    /** As a file says it. GraphQL is JSON on the wire. */
    private enum Written {
        JSON(Adapter.Transport.JSON),
        FORM(Adapter.Transport.FORM),
        XML(Adapter.Transport.XML),
        GRAPHQL(Adapter.Transport.JSON);

        private final Adapter.Transport transport;

        Written(Adapter.Transport transport) {
            this.transport = transport;
        }
    }

    private final Mappings mappings;
    private final Map<String, Adapter.Setting> settings;
    private final Map<String, Adapter.Limit> limits;
    private final boolean tokens;

    RequestReader(FileNode root, Mappings mappings) {
        this.mappings = mappings;
        this.settings = settings(root);
        this.limits = root.child("limits").map(this::limits).orElse(Map.of());
        this.tokens = root.child(Adapter.TOKEN).isPresent();
    }

    Map<String, Adapter.Setting> settings() {
        return settings;
    }

    private static Map<String, Adapter.Setting> settings(FileNode root) {
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

    Adapter.Setting setting(FileNode node) {
        return Optional.ofNullable(settings.get(node.text()))
                .orElseThrow(() -> node.wrong("'%s' is not declared under account".formatted(node.text())));
    }

    String secret(FileNode node) {
        if (!setting(node).secret()) {
            throw node.wrong("'%s' is not declared as a secret under account".formatted(node.text()));
        }
        return node.text();
    }

    /** Of a call to us: in a header or a parameter. */
    Adapter.Signature signature(FileNode node) {
        node.only(
                "text",
                "pair",
                "between",
                "only",
                "skips-blank",
                "digest",
                "encoding",
                "header",
                "parameter",
                "secret");
        oneOf(node, "header", "parameter");
        return new Adapter.Signature(
                SignatureScheme.read(node),
                node.child("header").map(FileNode::text),
                node.child("parameter").map(FileNode::text),
                Optional.empty(),
                Set.of(),
                secret(node.required("secret")));
    }

    /** Of a call of ours: also as a member of the body, which is signed without it. */
    private Adapter.Signature ownSignature(FileNode node) {
        node.only(
                "text",
                "pair",
                "between",
                "only",
                "skips-blank",
                "sorted-of",
                "digest",
                "encoding",
                "header",
                "parameter",
                "member",
                "secret");
        oneOf(node, "header", "parameter", "member");
        return new Adapter.Signature(
                SignatureScheme.read(node),
                node.child("header").map(FileNode::text),
                node.child("parameter").map(FileNode::text),
                node.child("member").map(FileNode::text),
                node.child("sorted-of").map(RequestReader::texts).orElse(Set.of()),
                secret(node.required("secret")));
    }

    static void oneOf(FileNode node, String... names) {
        if (Set.of(names).stream().filter(name -> node.child(name).isPresent()).count() != 1) {
            throw node.wrong("name a " + String.join(" or a ", names) + ", and one of them only");
        }
    }

    /** Of calls about one thing each. */
    Adapter.Budget budget(FileNode node) {
        return budget(node.only("calls-per-second", "burst", "parallel", "within"), 1);
    }

    Adapter.Budget budgetOfSkus(FileNode node) {
        node.only("calls-per-second", "burst", "skus-per-call", "parallel", "within");
        return budget(node, node.required("skus-per-call").whole(1, 10_000));
    }

    private Adapter.Budget budget(FileNode node, int skusPerCall) {
        return new Adapter.Budget(
                callsPerSecond(node),
                node.required("burst").whole(1, 10_000),
                skusPerCall,
                node.required("parallel").whole(1, 64),
                node.child("within")
                        .map(within -> within.list().stream()
                                .map(this::limit)
                                .distinct()
                                .toList())
                        .orElse(List.of()));
    }

    private static double callsPerSecond(FileNode node) {
        double rate = node.required("calls-per-second").number();
        if (!(rate > 0 && rate <= 10_000)) {
            throw node.required("calls-per-second").wrong("expected more than 0 and at most 10000");
        }
        return rate;
    }

    private Adapter.Limit limit(FileNode node) {
        return Optional.ofNullable(limits.get(node.text()))
                .orElseThrow(() -> node.wrong("'%s' is not declared under limits".formatted(node.text())));
    }

    private Map<String, Adapter.Limit> limits(FileNode root) {
        var found = new LinkedHashMap<String, Adapter.Limit>();
        root.entries().forEach((name, node) -> {
            node.only("per", "calls-per-second", "burst");
            found.put(
                    name,
                    new Adapter.Limit(
                            name,
                            node.child("per").map(this::shared),
                            callsPerSecond(node),
                            node.required("burst").whole(1, 10_000)));
        });
        return found;
    }

    /** Every account must have it, or nobody knows whom an account without it shares with. */
    private String shared(FileNode node) {
        var setting = setting(node);
        if (!setting.required() || setting.secret()) {
            throw node.wrong(
                    "'%s' must be required and no secret: accounts share the limit by it".formatted(node.text()));
        }
        return setting.name();
    }

    /** @param variables which a call of this kind can name beside the account's settings */
    Adapter.Request request(FileNode node, Set<String> variables) {
        node.only(
                "method",
                "url",
                "path",
                "basic",
                "headers",
                "query",
                "parameters",
                "transport",
                "document",
                "signature",
                "members",
                "body");
        var method = node.child("method")
                .map(it -> it.oneOf(Adapter.Request.Method.class))
                .orElse(Adapter.Request.Method.POST);
        for (var inBody : List.of("members", "body")) {
            if (method == Adapter.Request.Method.GET && node.child(inBody).isPresent()) {
                throw node.required(inBody).wrong("a call by GET has no body: say it in the query");
            }
        }
        var url = node.required("url");
        checkTemplate(url, variables);
        for (var filled : List.of("headers", "query", "members")) {
            node.child(filled)
                    .ifPresent(texts -> texts.entries().values().forEach(value -> checkTemplate(value, variables)));
        }
        return new Adapter.Request(
                method,
                url.text(),
                node.child("path").map(mappings::compile),
                node.child("basic").map(this::basic),
                node.child("headers").map(FileNode::texts).orElse(Map.of()),
                node.child("query").map(FileNode::texts).orElse(Map.of()),
                node.child("parameters").map(mappings::compile),
                transport(node, method),
                node.child("signature").map(this::ownSignature),
                node.child("members").map(FileNode::texts).orElse(Map.of()),
                body(node));
    }

    /** Of GraphQL the file writes the document, and the expression makes its variables. */
    private Optional<Adapter.Mapping> body(FileNode node) {
        var body = node.child("body").map(mappings::compile);
        var written = node.child("transport").map(it -> it.oneOf(Written.class));
        if (!written.equals(Optional.of(Written.GRAPHQL))) {
            node.child("document").ifPresent(given -> {
                throw given.wrong("only a call by graphql has a 'document'");
            });
            return body;
        }
        node.child("members").ifPresent(given -> {
            throw given.wrong("a call by graphql has a 'document' and its variables, and no 'members'");
        });
        var document = node.required("document").text();
        return Optional.of(seen -> {
            var call = JsonNodeFactory.instance.objectNode().put("query", document);
            body.ifPresent(variables -> call.set("variables", variables.apply(seen)));
            return call;
        });
    }

    private Adapter.Request.Basic basic(FileNode node) {
        node.only("name", "password");
        return new Adapter.Request.Basic(setting(node.required("name")).name(), secret(node.required("password")));
    }

    private static Adapter.Transport transport(FileNode node, Adapter.Request.Method method) {
        return method == Adapter.Request.Method.GET
                ? Adapter.Transport.FORM
                : node.required("transport").oneOf(Written.class).transport;
    }

    /** @param variables which may stand in braces beside settings and what every call knows */
    void checkTemplate(FileNode node, Set<String> variables) {
        for (var name : Template.names(node.text())) {
            boolean known = settings.containsKey(name)
                    || variables.contains(name)
                    || OF_EVERY_CALL.contains(name)
                    || (tokens && name.equals(Adapter.TOKEN));
            if (!known) {
                throw node.wrong("'{%s}' is not declared under account%s"
                        .formatted(
                                name,
                                variables.isEmpty()
                                        ? ""
                                        : ", nor one of "
                                                + variables.stream().sorted().toList()));
            }
        }
    }

    static Set<String> texts(FileNode node) {
        var texts = new LinkedHashSet<String>();
        node.list().forEach(item -> texts.add(item.text()));
        return texts;
    }
}
