package dev.tributary.openapi.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tributary.access.Needs;
import dev.tributary.testing.Api;
import dev.tributary.testing.HubUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * The committed document is the one the hub makes of its own handlers. When it differs, run this with
 * {@code -Dtributary.docs=write}, look at what has changed for callers, and commit it.
 */
class ApiDocumentTest {

    private static final Path COMMITTED = Path.of("../docs/openapi.json");

    private static HubUnderTest hub;
    private static Api.Answer served;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.shared();
        served = Api.stranger(hub).get("/openapi.json");
    }

    @Test
    void theCommittedDocumentIsTheOneTheHubServes() throws IOException {
        assertThat(served.status()).isEqualTo(200);
        if ("write".equals(System.getProperty("tributary.docs"))) {
            Files.writeString(COMMITTED, served.body());
        }
        assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
                .as("docs/openapi.json; run with -Dtributary.docs=write and commit it")
                .isEqualTo(served.body());
    }

    @Test
    void whoHasTheDocumentIsNotSentItAgain() {
        String tag = served.header("ETag").orElseThrow();
        assertThat(Api.stranger(hub).get("/openapi.json", "If-None-Match", tag).status())
                .isEqualTo(304);
    }

    @Test
    void everyPublicHandlerIsInItWithItsScopeAndNothingElseIs() {
        var mapped = new TreeMap<String, Optional<String>>();
        hub.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, handler) -> info.getPatternValues().stream()
                        .filter(path -> path.matches("/(v1|oauth|doors)/.*"))
                        .forEach(path -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> mapped.put(
                                        method + " " + path,
                                        Optional.ofNullable(handler.getMethodAnnotation(Needs.class))
                                                .map(needs -> needs.value().text())))));
        var documented = new TreeMap<String, Optional<String>>();
        operations()
                .forEach((name, operation) -> documented.put(
                        name,
                        Optional.of(operation.at("/security/0/client/0"))
                                .filter(JsonNode::isString)
                                .map(JsonNode::asString)));
        assertThat(documented).isEqualTo(mapped);
    }

    @Test
    void everyCallHasANameOfItsOwnAndEveryReferenceLeadsSomewhere() {
        var names = operations().values().stream()
                .map(operation -> operation.path("operationId").asString())
                .toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][A-Za-z]+"));
        var lost = new ArrayList<String>();
        for (JsonNode reference : served.json().findValues("$ref")) {
            String pointer = reference.asString().substring(1);
            if (served.json().at(pointer).isMissingNode()) {
                lost.add(pointer);
            }
        }
        assertThat(lost).isEmpty();
    }

    /** By the standard's own measure, JSON Schema 2020-12, which OpenAPI 3.1 builds on. */
    @Test
    void everySchemaIsOne() {
        var measure = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        var schemas = new ArrayList<>(served.json().findValues("schema"));
        served.json().at("/components/schemas").forEach(schemas::add);
        assertThat(schemas).hasSizeGreaterThan(200);
        assertThat(schemas)
                .allSatisfy(schema ->
                        assertThat(measure.validate(schema)).as("%s", schema).isEmpty());
    }

    @Test
    void everyPlaceholderOfAnAddressIsAParameter() {
        var wrong = new ArrayList<String>();
        operations().forEach((name, operation) -> {
            var inPath = new ArrayList<String>();
            operation.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asString().equals("path")) {
                    inPath.add("{" + parameter.path("name").asString() + "}");
                }
            });
            List<String> placeholders = Pattern.compile("\\{[^}]+}")
                    .matcher(name)
                    .results()
                    .map(MatchResult::group)
                    .toList();
            if (!inPath.equals(placeholders)) {
                wrong.add(name);
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** By verb and path. */
    private static Map<String, JsonNode> operations() {
        var operations = new TreeMap<String, JsonNode>();
        served.json()
                .path("paths")
                .forEachEntry((path, item) -> item.forEachEntry(
                        (verb, operation) -> operations.put(verb.toUpperCase(Locale.ROOT) + " " + path, operation)));
        return operations;
    }
}
