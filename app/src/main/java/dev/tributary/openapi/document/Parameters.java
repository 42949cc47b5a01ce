package dev.tributary.openapi.document;

import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.openapi.body.Paging;
import dev.tributary.openapi.idempotency.KeyedWrites;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a call takes beside its body: by the handler's signature, or by the shape of what it reads itself. */
final class Parameters {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String IF_MATCH = "ifMatch";
    private static final String KEY = "key";
    private static final String REQUIRED_KEY = "requiredKey";

    private final Schemas schemas;
    private final Map<String, ObjectNode> found = new LinkedHashMap<>();
    private Contract.Key key = Contract.Key.NONE;

    Parameters(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Those that many calls take, by name. */
    static Map<String, ObjectNode> shared() {
        var limit = JSON.objectNode()
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", Paging.LIMIT_MAX)
                .put("default", Paging.LIMIT_DEFAULT);
        var cursor = JSON.objectNode().put("type", "string");
        var shared = new TreeMap<String, ObjectNode>();
        shared.put("limit", parameter("query", "limit", false, "Items of a page.", limit));
        shared.put("cursor", parameter("query", "cursor", false, "`nextCursor` of the page before.", cursor));
        var tag = JSON.objectNode().put("type", "string");
        shared.put(IF_MATCH, parameter("header", HttpHeaders.IF_MATCH, false, "The ETag of what was read.", tag));
        shared.put(KEY, keyParameter(false));
        shared.put(REQUIRED_KEY, keyParameter(true));
        return shared;
    }

    void add(Call call) {
        // First: it says more than a signature that takes everything as text.
        if (call.contract().query().isRecord()) {
            for (RecordComponent component : call.contract().query().getRecordComponents()) {
                add("query", component.getName(), component.getGenericType(), component.getAnnotation(Member.class));
            }
        }
        for (Parameter parameter : call.handler().getParameters()) {
            String name = parameter.getName();
            var member = parameter.getAnnotation(Member.class);
            if (parameter.isAnnotationPresent(PathVariable.class)) {
                add("path", name, parameter.getParameterizedType(), member);
            } else if (parameter.isAnnotationPresent(RequestParam.class)) {
                if (name.equals("limit") || name.equals("cursor")) {
                    found.put(name, reference(name));
                } else {
                    add("query", name, parameter.getParameterizedType(), member);
                }
            }
        }
        if (call.contract().key().compareTo(key) > 0) {
            key = call.contract().key();
            found.put(KEY, reference(key == Contract.Key.REQUIRED ? REQUIRED_KEY : KEY));
        }
        if (call.contract().ifMatch()) {
            found.put(IF_MATCH, reference(IF_MATCH));
        }
    }

    Collection<ObjectNode> all() {
        return found.values();
    }

    /** A list is written with commas between its items. */
    private void add(String in, String name, Type type, @Nullable Member member) {
        boolean required = in.equals("path") || Schemas.withoutOptional(type) == type;
        var schema = schemas.of(type, member);
        schema.remove("description");
        var parameter = parameter(in, name, required, member == null ? "" : member.says(), schema);
        if (schema.path("type").asString("").equals("array")) {
            parameter.put("style", "form").put("explode", false);
        }
        found.putIfAbsent(name, parameter);
    }

    private static ObjectNode keyParameter(boolean required) {
        var schema = JSON.objectNode()
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", KeyedWrites.KEY_MAX)
                .put("pattern", "^[!-~]+$");
        return parameter(
                "header",
                KeyedWrites.HEADER,
                required,
                "Your own key of this write: repeated, it is answered as the first time.",
                schema);
    }

    private static ObjectNode parameter(String in, String name, boolean required, String says, ObjectNode schema) {
        var parameter = JSON.objectNode().put("name", name).put("in", in).put("required", required);
        if (!says.isEmpty()) {
            parameter.put("description", says);
        }
        parameter.set("schema", schema);
        return parameter;
    }

    private static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/components/parameters/" + name);
    }
}
