package dev.tributary.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything one bench has measured.
 *
 * @param ceilings those that some row was compared with
 * @param shape what one order of the ceiling writes
 */
record Figures(Map<Rows.Against, Ceiling.Best> ceilings, String shape, List<Row> rows) {

    String json() {
        return """
                {"ceiling": {"uniform": %s, "hot": %s, "writes": "%s"},
                 "rows": [
                %s
                ]}
                """.formatted(
                        json(Rows.Against.UNIFORM),
                        json(Rows.Against.HOT),
                        shape,
                        rows.stream().map(row -> "  " + row.json()).collect(Collectors.joining(",\n")));
    }

    private String json(Rows.Against which) {
        var ceiling = ceilings.get(which);
        return ceiling == null ? "null" : ceiling.json();
    }

    String text() {
        return text("uniform", Rows.Against.UNIFORM)
                + text("hot", Rows.Against.HOT)
                + rows.stream().map(row -> row.text() + "\n").collect(Collectors.joining());
    }

    private String text(String name, Rows.Against which) {
        var ceiling = ceilings.get(which);
        return ceiling == null
                ? ""
                : "ceiling %s %,.0f orders/s (%s, %d writers)%n"
                        .formatted(name, ceiling.ordersPerSecond(), ceiling.way(), ceiling.writers());
    }
}
