package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/adapter.schema.json}, which editors check adapter files by, knows what the reader of the files knows. */
class AdapterSchemaTest {

    private static final Path SCHEMA = Path.of("../docs/adapter.schema.json");
    private static final Pattern MEMBERS = Pattern.compile("'zzz' is not known here; known are \\[(.*)]");
    private static final Pattern WORDS = Pattern.compile("expected one of \\[(.*)], not 'zzz'");
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Path> files() throws IOException {
        try (var builtIn = Files.newDirectoryStream(Path.of("src/main/resources/adapters"), "*.yaml");
                var begun = Files.newDirectoryStream(Path.of("src/main/resources/adapters/scaffold"), "*.yaml")) {
            return Stream.concat(
                    Stream.of(whole()),
                    Stream.concat(
                            StreamSupport.stream(builtIn.spliterator(), false),
                            StreamSupport.stream(begun.spliterator(), false)))
                    .toList()
                    .stream();
        }
    }

    private static Path whole() {
        return Path.of("src/test/resources/channels/whole.yaml");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsAsTheSchemaSays(Path file) throws IOException {
        assertThat(faults(tree(file))).isEmpty();
    }

    /** At each place of a file that has every member there is, the reader and the schema know the same ones. */
    @Test
    void everyMemberOfTheReaderIsInTheSchemaAndNoOther() throws IOException {
        var schema = MessageJson.read(Files.readAllBytes(SCHEMA));
        var compared = new ArrayList<String>();
        for (var place : places(tree(whole()))) {
            var misspelt = tree(whole());
            ((ObjectNode) misspelt.at(place)).put("zzz", 1);
            var known = complaint(misspelt, MEMBERS);
            var inSchema = at(schema, place).path("properties");
            if (known.isPresent()
                    || at(schema, place).path("additionalProperties").isBoolean()) {
                assertThat(names(inSchema)).as("members at %s", place).isEqualTo(known.orElse(new TreeSet<>()));
                assertThat(faults(misspelt)).as("zzz at %s", place).isNotEmpty();
                compared.add(place.toString());
            }
        }
        assertThat(compared).hasSizeGreaterThan(30).contains("", "/door/decrypt", "/pull/lists/order/paging");
    }

    @Test
    void everyWordOfTheReaderIsInTheSchemaAndNoOther() throws IOException {
        var schema = MessageJson.read(Files.readAllBytes(SCHEMA));
        int compared = 0;
        for (var place : places(tree(whole()))) {
            for (var member : tree(whole()).at(place).properties()) {
                if (member.getValue().isTextual()) {
                    var other = tree(whole());
                    ((ObjectNode) other.at(place)).put(member.getKey(), "zzz");
                    var known = complaint(other, WORDS);
                    var words =
                            at(schema, place.appendProperty(member.getKey())).path("enum");
                    if (known.isPresent()) {
                        var inSchema = new TreeSet<String>();
                        words.forEach(word -> inSchema.add(word.asText()));
                        assertThat(inSchema)
                                .as("words at %s/%s", place, member.getKey())
                                .isEqualTo(known.get());
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(15);
    }

    @Test
    void aMemberThatIsMissingOrOfAnotherKindIsSeen() throws IOException {
        var without = (ObjectNode) tree(whole());
        without.remove("intent");
        assertThat(faults(without)).hasSize(1).first().asString().contains("intent");
        var other = (ObjectNode) tree(whole());
        ((ObjectNode) other.at("/answers")).put("wait-seconds-max", 0);
        assertThat(faults(other)).hasSize(1).first().asString().contains("wait-seconds-max");
    }

    private static Optional<TreeSet<String>> complaint(JsonNode file, Pattern pattern) {
        try {
            AdapterReader.read("whole.yaml", new StringReader(MessageJson.write(file)));
            return Optional.empty();
        } catch (AdapterFileException e) {
            var matcher = pattern.matcher(String.valueOf(e.getMessage()));
            return matcher.find()
                    ? Optional.of(new TreeSet<>(Arrays.asList(matcher.group(1).split(", "))))
                    : Optional.empty();
        }
    }

    private static JsonNode tree(Path file) throws IOException {
        var text = Files.readString(file).replaceAll("%(\\w+)%", "begun");
        return FileNode.read(file.getFileName().toString(), new StringReader(text))
                .json();
    }

    private static List<Error> faults(JsonNode file) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA));
        return schema.validate(JSON.readTree(MessageJson.write(file).getBytes(UTF_8)));
    }

    private static List<JsonPointer> places(JsonNode file) {
        var places = new LinkedHashMap<JsonPointer, JsonNode>();
        collect(JsonPointer.empty(), file, places);
        return List.copyOf(places.keySet());
    }

    private static void collect(JsonPointer place, JsonNode node, Map<JsonPointer, JsonNode> places) {
        if (node.isObject()) {
            places.put(place, node);
            node.properties().forEach(it -> collect(place.appendProperty(it.getKey()), it.getValue(), places));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(place.appendIndex(i), node.path(i), places);
        }
    }

    /** What the schema says of a place in a file. */
    private static JsonNode at(JsonNode schema, JsonPointer place) {
        var here = resolved(schema, schema);
        for (var rest = place; !rest.matches(); rest = rest.tail()) {
            var name = rest.getMatchingProperty();
            var next = here.path("properties").has(name)
                    ? here.path("properties").path(name)
                    : here.has("items") ? here.path("items") : here.path("additionalProperties");
            here = resolved(schema, next);
        }
        return here;
    }

    private static JsonNode resolved(JsonNode schema, JsonNode node) {
        return node.has("$ref") ? schema.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static TreeSet<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
