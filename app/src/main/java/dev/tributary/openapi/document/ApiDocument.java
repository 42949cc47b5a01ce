package dev.tributary.openapi.document;

import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All mapped handlers that have a contract, and all events, as one OpenAPI 3.1 document in a stable order. */
final class ApiDocument {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TOKEN_PATH = "/oauth/token";
    private static final String CLIENT = "client";
    private static final String SECRET = "clientSecret";

    private final Schemas schemas = new Schemas();
    private final Map<String, ObjectNode> responses = new TreeMap<>();
    /** By path, then by verb. */
    private final Map<String, Map<String, List<Call>>> calls = new TreeMap<>();

    ApiDocument(Map<RequestMappingInfo, HandlerMethod> handlers) {
        handlers.forEach((mapping, handler) -> {
            var contract = handler.getMethodAnnotation(Contract.class);
            if (contract != null) {
                mapping.getPatternValues()
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> add(new Call(
                                        path,
                                        method.name().toLowerCase(Locale.ROOT),
                                        mapping,
                                        handler.getMethod(),
                                        contract))));
            }
        });
    }

    /** Pretty, with line feeds whatever the machine. */
    String text() {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return new JsonMapper().writer().with(printer).writeValueAsString(json()) + "\n";
    }

    private void add(Call call) {
        calls.computeIfAbsent(call.path(), path -> new TreeMap<>())
                .computeIfAbsent(call.verb(), verb -> new ArrayList<>())
                .add(call);
    }

    private ObjectNode json() {
        var document = JSON.objectNode().put("openapi", "3.1.1");
        document.set("info", info());
        document.putArray("servers").addObject().put("url", "/");
        var paths = document.putObject("paths");
        calls.forEach((path, byVerb) -> {
            var item = paths.putObject(path);
            byVerb.forEach((verb, same) -> item.set(verb, operation(path, same)));
        });
        document.set("webhooks", new Webhooks(schemas).json());
        document.set("components", components());
        return document;
    }

    private ObjectNode operation(String path, List<Call> same) {
        same.sort(Comparator.comparing(call -> call.contract().id()));
        var parameters = new Parameters(schemas);
        var bodies = new Bodies(schemas);
        var answers = new Answers(schemas, responses);
        for (Call call : same) {
            parameters.add(call);
            bodies.add(call);
            answers.add(call);
        }
        var first = same.getFirst();
        var operation = JSON.objectNode().put("operationId", first.contract().id());
        operation.putArray("tags").add(tag(path));
        operation.put(
                "description",
                String.join(
                        "\n\n",
                        same.stream().map(call -> call.contract().says()).toList()));
        operation.putArray("security").addAll(security(first));
        var taken = operation.putArray("parameters");
        parameters.all().forEach(taken::add);
        bodies.json(path).ifPresent(body -> operation.set("requestBody", body));
        operation.set("responses", answers.json());
        return operation;
    }

    /** Empty where nobody needs to be known, or the sender is known by a signature that its platform defines. */
    private static List<ObjectNode> security(Call call) {
        if (call.path().equals(TOKEN_PATH)) {
            var secret = JSON.objectNode();
            secret.putArray(SECRET);
            return List.of(secret);
        }
        return call.scope().stream()
                .map(scope -> {
                    var client = JSON.objectNode();
                    client.putArray(CLIENT).add(scope.text());
                    return client;
                })
                .toList();
    }

    /** The first word of the address below {@code /v1}. */
    private static String tag(String path) {
        return path.replaceFirst("^/v1/", "/").split("[/:]", 3)[1];
    }

    private ObjectNode components() {
        var components = JSON.objectNode();
        var shapes = components.putObject("schemas");
        schemas.components().forEach(shapes::set);
        kindsOfProblem(shapes.path("Problem").path("properties").path("type"));
        var shared = components.putObject("responses");
        responses.forEach(shared::set);
        var parameters = components.putObject("parameters");
        Parameters.shared().forEach(parameters::set);
        Webhooks.headers().forEach(parameters::set);
        var schemes = components.putObject("securitySchemes");
        var flow = schemes.putObject(CLIENT)
                .put("type", "oauth2")
                .putObject("flows")
                .putObject("clientCredentials")
                .put("tokenUrl", TOKEN_PATH);
        var scopes = flow.putObject("scopes");
        for (Scope scope : Scope.values()) {
            scopes.put(scope.text(), String.join(", ", callsWith(scope)));
        }
        schemes.putObject(SECRET).put("type", "http").put("scheme", "basic");
        return components;
    }

    private List<String> callsWith(Scope scope) {
        return calls.values().stream()
                .flatMap(byVerb -> byVerb.values().stream())
                .flatMap(List::stream)
                .filter(call -> call.scope().filter(scope::equals).isPresent())
                .map(call -> call.contract().id())
                .sorted()
                .toList();
    }

    private static void kindsOfProblem(JsonNode type) {
        if (type instanceof ObjectNode schema) {
            var kinds = schema.putArray("enum");
            Arrays.stream(Problem.values()).map(Problem::type).forEach(kinds::add);
        }
    }

    private static ObjectNode info() {
        return JSON.objectNode()
                .put("title", "Tributary")
                .put("version", "v1")
                .put("description", """
                        Orders and stock of a merchant. Bodies are UTF-8 JSON; ids are strings; times are RFC 3339; money is an amount in \
                        minor units (fen, cents) with its currency; units of stock are base units (pieces, or grams where a SKU's `unit` is \
                        `GRAM`). Unknown members of a body are refused by name unless the call says otherwise. Errors are \
                        `application/problem+json` (RFC 9457) and name everything that is wrong at once. docs/http-v1.md tells the same as a story.""")
                .set("license", JSON.objectNode().put("name", "Apache-2.0").put("identifier", "Apache-2.0"));
    }
}
