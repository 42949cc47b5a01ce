package dev.tributary.openapi.document;

import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Problem;
import dev.tributary.openapi.problem.ProblemBody;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a call may be answered with, by status. */
final class Answers {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<Type> WITHOUT_SHAPE = Set.of(void.class, byte[].class, Object.class);

    private final Schemas schemas;
    /** Of the whole document: calls that may be refused alike share a response. */
    private final Map<String, ObjectNode> shared;

    private final Map<Integer, Set<ObjectNode>> good = new TreeMap<>();
    private final Map<Integer, Contract.Failure> failures = new TreeMap<>();
    private final EnumSet<Problem> problems = EnumSet.noneOf(Problem.class);
    private String mediaType = MediaType.APPLICATION_JSON_VALUE;
    private boolean keyed;
    private boolean versioned;

    Answers(Schemas schemas, Map<String, ObjectNode> shared) {
        this.schemas = schemas;
        this.shared = shared;
    }

    void add(Call call) {
        var contract = call.contract();
        problems.addAll(call.problems());
        keyed |= contract.key() != Contract.Key.NONE;
        versioned |= contract.versioned();
        call.mapping().getProducesCondition().getProducibleMediaTypes().forEach(type -> mediaType = type.toString());
        for (int status : contract.status()) {
            var shapes = good.computeIfAbsent(status, first -> new LinkedHashSet<>());
            types(call).forEach(type -> shapes.add(schemas.of(type, null)));
        }
        for (Contract.Failure failure : contract.failures()) {
            Arrays.stream(failure.status()).forEach(status -> failures.put(status, failure));
        }
    }

    ObjectNode json() {
        var byStatus = new TreeMap<Integer, ObjectNode>();
        good.forEach((status, shapes) -> byStatus.put(status, good(status, shapes)));
        problems.stream()
                .collect(Collectors.groupingBy(Problem::status))
                .forEach((status, kinds) -> byStatus.put(status, refused(kinds)));
        failures.forEach((status, failure) -> byStatus.put(status, failed(status, failure)));
        var responses = JSON.objectNode();
        byStatus.forEach((status, response) -> responses.set(Integer.toString(status), response));
        return responses;
    }

    private ObjectNode good(int status, Set<ObjectNode> shapes) {
        var response = JSON.objectNode().put("description", phrase(status));
        var headers = JSON.objectNode();
        if (keyed) {
            headers.set("Idempotent-Replayed", header("`true` where this was done before and is only told again."));
        }
        if (versioned) {
            headers.set("ETag", header("The version, in quotes."));
        }
        if (!headers.isEmpty()) {
            response.set("headers", headers);
        }
        if (shapes.size() == 1) {
            content(response, mediaType, shapes.iterator().next());
        } else if (!shapes.isEmpty()) {
            var either = JSON.objectNode();
            either.putArray("anyOf").addAll(shapes);
            content(response, mediaType, either);
        }
        return response;
    }

    private ObjectNode failed(int status, Contract.Failure failure) {
        var kinds =
                problems.stream().filter(problem -> problem.status() == status).toList();
        var response = JSON.objectNode().put("description", kinds.isEmpty() ? phrase(status) : words(kinds));
        content(response, failure.mediaType(), schemas.of(failure.shape(), null));
        return response;
    }

    private ObjectNode refused(List<Problem> kinds) {
        String name = kinds.stream().map(Answers::camel).collect(Collectors.joining("Or"));
        shared.computeIfAbsent(name, first -> problem(kinds));
        return JSON.objectNode().put("$ref", "#/components/responses/" + name);
    }

    private ObjectNode problem(List<Problem> kinds) {
        var response = JSON.objectNode().put("description", words(kinds));
        switch (kinds.getFirst().status()) {
            case 429, 503 -> response.putObject("headers").set("Retry-After", header("Seconds to wait."));
            default -> {}
        }
        content(response, ProblemBody.MEDIA_TYPE, schemas.of(ProblemBody.class, null));
        return response;
    }

    private static List<? extends Type> types(Call call) {
        if (call.contract().answer().length > 0) {
            return List.of(call.contract().answer());
        }
        Type type = call.handler().getGenericReturnType();
        if (type instanceof ParameterizedType generic && generic.getRawType() == ResponseEntity.class) {
            type = generic.getActualTypeArguments()[0];
        }
        return WITHOUT_SHAPE.contains(type) ? List.of() : List.of(type);
    }

    private static void content(ObjectNode response, String mediaType, ObjectNode schema) {
        response.putObject("content").putObject(mediaType).set("schema", schema);
    }

    private static ObjectNode header(String says) {
        var header = JSON.objectNode().put("description", says);
        header.putObject("schema").put("type", "string");
        return header;
    }

    private static String words(List<Problem> kinds) {
        return kinds.stream()
                .map(kind -> "`%s`: %s (%s)".formatted(kebab(kind), kind.title(), kind.titleChinese()))
                .collect(Collectors.joining("; "));
    }

    private static String kebab(Problem problem) {
        return problem.type().substring(problem.type().lastIndexOf('/') + 1);
    }

    private static String camel(Problem problem) {
        return Arrays.stream(kebab(problem).split("-", -1))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String phrase(int status) {
        return HttpStatus.valueOf(status).getReasonPhrase();
    }
}
