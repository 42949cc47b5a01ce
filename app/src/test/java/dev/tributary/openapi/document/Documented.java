package dev.tributary.openapi.document;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document a hub serves, and whether answers and news are as it says: nothing missing, nothing it does not name. */
final class Documented {

    private final JsonNode document;
    private final ObjectNode strict;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private Documented(JsonNode document) {
        this.document = document;
        strict = (ObjectNode) document.deepCopy();
        strict.at("/components/schemas").forEach(Documented::close);
    }

    static Documented by(HubUnderTest hub) {
        return new Documented(Api.stranger(hub).get("/openapi.json").json());
    }

    JsonNode operation(String verb, String path) {
        return document.path("paths").path(path).path(verb.toLowerCase(Locale.ROOT));
    }

    JsonNode paths() {
        return document.path("paths");
    }

    /** What a reference stands for; anything else as it is. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    /** What is wrong with an answer, in words; empty when it is as the document says. */
    List<String> faults(String verb, String path, Api.Answer answer) {
        var response = resolved(operation(verb, path).path("responses").path(Integer.toString(answer.status())));
        if (response.isMissingNode()) {
            return List.of("no status " + answer.status());
        }
        if (!response.has("content")) {
            return answer.body().isEmpty() ? List.of() : List.of("no body is documented");
        }
        String type = answer.header("Content-Type").orElse("").replaceFirst(";.*", "");
        return Optional.of(response.path("content").path(type).path("schema"))
                .filter(JsonNode::isObject)
                .map(schema -> faults(schema, answer.json()))
                .orElse(List.of("no content " + type));
    }

    /** What is wrong with a message to a subscriber, in words. */
    List<String> faults(String type, JsonNode message) {
        return faults(
                document.path("webhooks").path(type).at("/post/requestBody/content/application~1json/schema"), message);
    }

    private List<String> faults(JsonNode schema, JsonNode value) {
        var whole = new JsonMapper().createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", strict.path("components"));
        return schemas.getSchema(whole).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    /** Callers are to pass over members that are new; here every member must be documented. */
    private static void close(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }
}
