package dev.tributary.openapi.document;

import dev.tributary.access.BodyBytes;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Sheet;
import dev.tributary.openapi.body.Csv;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a call takes as its body, by media type. */
final class Bodies {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long MIB = 1 << 20;

    private final Schemas schemas;
    private final Map<String, ObjectNode> found = new TreeMap<>();

    Bodies(Schemas schemas) {
        this.schemas = schemas;
    }

    void add(Call call) {
        for (MediaType type : call.bodyTypes()) {
            var content = JSON.objectNode();
            content.set("schema", schema(type, call.contract().body()));
            found.put(type.toString(), content);
        }
    }

    Optional<ObjectNode> json(String path) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var body = JSON.objectNode()
                .put("description", "At most %d MiB.".formatted(BodyBytes.max(path) / MIB))
                .put("required", true);
        var content = body.putObject("content");
        found.forEach(content::set);
        return Optional.of(body);
    }

    private ObjectNode schema(MediaType type, Class<?> shape) {
        if (Call.TABLES.contains(type)) {
            return table(type, shape);
        }
        if (shape.isRecord()) {
            return schemas.body(shape);
        }
        return shape == byte[].class ? JSON.objectNode() : JSON.objectNode().put("type", "string");
    }

    /** A file has no schema; its columns are the components of a row. */
    private static ObjectNode table(MediaType type, Class<?> row) {
        String required = columns(row, false);
        String optional = columns(row, true);
        return JSON.objectNode()
                .put("type", "string")
                .put(
                        "description",
                        "%s, a header line, at most %d rows. Columns: %s%s."
                                .formatted(
                                        type.toString().equals(Sheet.EXCEL)
                                                ? "The first sheet of an Excel workbook"
                                                : "UTF-8, commas",
                                        Csv.ROWS_MAX,
                                        required,
                                        optional.isEmpty() ? "" : "; these may be missing: " + optional));
    }

    private static String columns(Class<?> row, boolean optional) {
        return Arrays.stream(row.getRecordComponents())
                .filter(column -> (column.getType() == Optional.class) == optional)
                .map(Bodies::column)
                .collect(Collectors.joining(", "));
    }

    private static String column(RecordComponent column) {
        var member = column.getAnnotation(Member.class);
        return member == null || member.says().isEmpty()
                ? "`%s`".formatted(column.getName())
                : "`%s` (%s)".formatted(column.getName(), member.says());
    }
}
