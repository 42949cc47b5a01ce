package dev.tributary.openapi.tills;

import dev.tributary.kernel.NodeId;
import dev.tributary.openapi.body.Fields;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What a till calls a transaction of its own: the natural key of a sale, and of a return. */
record Receipt(String node, String till, String sequence, LocalDate businessDay) {

    /** With node and day these make up the number, which has 64 characters. */
    static final int TILL_MAX = 10;

    static final int SEQUENCE_MAX = 16;
    static final int NODE_MAX = 64;

    private static final int NODE_IN_NUMBER_MAX = 24;

    static Receipt read(Fields fields, String node) {
        return new Receipt(node, name(fields, "till", TILL_MAX), name(fields, "sequence", SEQUENCE_MAX), day(fields));
    }

    static String name(Fields fields, String field, int charactersMax) {
        String name = fields.text(field, charactersMax);
        var given = fields.json().path(field);
        if (given.isString() && given.stringValue().isBlank()) {
            fields.wrong(field, "bad_text", "it must not be empty");
        }
        return name;
    }

    private static LocalDate day(Fields fields) {
        String text = fields.text("businessDay", 10);
        try {
            return text.isEmpty() ? LocalDate.EPOCH : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            fields.wrong("businessDay", "invalid_value", "a day is expected, such as 2026-11-22");
            return LocalDate.EPOCH;
        }
    }

    String number(NodeId id) {
        return number(node, id, till, sequence, businessDay);
    }

    /** The same receipt told twice is one transaction. A long code gives way to the node's id: 64 characters in all. */
    static String number(
            @Nullable String node,
            NodeId id,
            @Nullable String till,
            @Nullable String sequence,
            @Nullable LocalDate businessDay) {
        String place = node != null && node.length() <= NODE_IN_NUMBER_MAX ? node : id.toString();
        return "%s/%s/%s/%s".formatted(place, till, sequence, businessDay);
    }
}
