package dev.tributary.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row that the hub itself wrote, to be written again thousands of times with other names in it: so the ceiling writes
 * the real tables, indexes, partitions and values, and stays true when they change.
 */
final class RowTemplate {

    /** What takes the place of a value from row to row. */
    enum Part {
        CONSTANT,
        ORDER,
        TEXT_OF_ORDER,
        SKU,
        VERSION,
        COUNTER,
        NOW
    }

    record Column(String name, String type, Part part, String value) {}

    private static final String COLUMNS = """
            select column_name, udt_name, column_default, is_identity
              from information_schema.columns
             where table_schema = ? and table_name = ?
             order by ordinal_position
            """;

    private final String table;
    private final List<Column> columns;

    private RowTemplate(String table, List<Column> columns) {
        this.table = table;
        this.columns = columns;
    }

    /** @param condition finds rows the hub wrote for one order; the answer holds a template for each */
    static List<RowTemplate> of(Connection books, String schema, String table, String condition) throws SQLException {
        List<Column> columns = columns(books, schema, table);
        String select = columns.stream().map(it -> it.name + "::text").collect(Collectors.joining(", "));
        List<RowTemplate> templates = new ArrayList<>();
        try (var statement = books.createStatement();
                ResultSet row = statement.executeQuery(
                        "select %s from %s.%s where %s".formatted(select, schema, table, condition))) {
            while (row.next()) {
                List<Column> filled = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    String value = row.getString(i + 1);
                    if (value != null) {
                        Column column = columns.get(i);
                        filled.add(new Column(column.name, column.type, column.part, value));
                    }
                }
                templates.add(new RowTemplate(schema + "." + table, filled));
            }
        }
        return templates;
    }

    private static List<Column> columns(Connection books, String schema, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = books.prepareStatement(COLUMNS)) {
            statement.setString(1, schema);
            statement.setString(2, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    // What the database fills in by itself costs the same either way.
                    if (row.getString(3) == null && !row.getString(4).equals("YES")) {
                        String name = row.getString(1);
                        columns.add(new Column(name, row.getString(2), part(table, name), ""));
                    }
                }
            }
        }
        return columns;
    }

    private static Part part(String table, String column) {
        return switch (column) {
            case "order_id" -> Part.ORDER;
            case "sku_id" -> Part.SKU;
            case "number", "key" -> Part.TEXT_OF_ORDER;
            case "appended_at" -> Part.NOW;
            case "position" -> Part.COUNTER;
            case "id" -> table.equals("sales_order") ? Part.ORDER : Part.COUNTER;
            case "version" -> table.equals("movement") ? Part.VERSION : Part.CONSTANT;
            default -> Part.CONSTANT;
        };
    }

    String copyStatement() {
        return "copy %s (%s) from stdin".formatted(table, names());
    }

    String unnestStatement() {
        String values = columns.stream()
                .map(it -> it.part == Part.NOW ? "statement_timestamp()" : it.name + "::" + it.type)
                .collect(Collectors.joining(", "));
        List<Column> sent = columns.stream().filter(it -> it.part != Part.NOW).toList();
        return "insert into %s (%s) select %s from unnest(%s) as batch (%s)"
                .formatted(
                        table,
                        names(),
                        values,
                        sent.stream().map(it -> "?::" + arrayType(it)).collect(Collectors.joining(", ")),
                        sent.stream().map(Column::name).collect(Collectors.joining(", ")));
    }

    /** One line of COPY's text format. */
    void line(StringBuilder text, long order, long sku, long version, long counter) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            text.append(i == 0 ? "" : "\t");
            switch (column.part) {
                case CONSTANT -> text.append(escaped(column.value));
                case ORDER -> text.append(order);
                case TEXT_OF_ORDER -> text.append(textOf(column, order));
                case SKU -> text.append(sku);
                case VERSION -> text.append(version);
                case COUNTER -> text.append(counter);
                case NOW -> text.append("now");
            }
        }
        text.append('\n');
    }

    /** Binds one array a column for a batch. */
    void bind(PreparedStatement statement, long[] orders, long[] skus, long[] versions, long[] counters)
            throws SQLException {
        int parameter = 1;
        for (Column column : columns) {
            @Nullable Object array = array(column, orders, skus, versions, counters);
            if (array != null) {
                statement.setObject(parameter++, array);
            }
        }
    }

    private static @Nullable Object array(Column column, long[] orders, long[] skus, long[] versions, long[] counters) {
        return switch (column.part) {
            case ORDER -> orders;
            case SKU -> skus;
            case VERSION -> versions;
            case COUNTER -> counters;
            case NOW -> null;
            case TEXT_OF_ORDER -> {
                String[] texts = new String[orders.length];
                for (int i = 0; i < texts.length; i++) {
                    texts[i] = textOf(column, orders[i]);
                }
                yield texts;
            }
            case CONSTANT -> constant(column, orders.length);
        };
    }

    private static Object constant(Column column, int size) {
        switch (column.type) {
            case "int8" -> {
                long[] array = new long[size];
                java.util.Arrays.fill(array, Long.parseLong(column.value));
                return array;
            }
            case "int2" -> {
                short[] array = new short[size];
                java.util.Arrays.fill(array, Short.parseShort(column.value));
                return array;
            }
            case "int4" -> {
                int[] array = new int[size];
                java.util.Arrays.fill(array, Integer.parseInt(column.value));
                return array;
            }
            default -> {
                String[] array = new String[size];
                java.util.Arrays.fill(array, column.value);
                return array;
            }
        }
    }

    private static String arrayType(Column column) {
        return switch (column.type) {
            case "int8", "int2", "int4" -> column.type + "[]";
            default -> "text[]";
        };
    }

    /** As long as the sample was, different for every order. */
    private static String textOf(Column column, long order) {
        int width = Math.max(column.value.length(), 12);
        return "b".repeat(width - 12) + order;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    String table() {
        return table;
    }
}
