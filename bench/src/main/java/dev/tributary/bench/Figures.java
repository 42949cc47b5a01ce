package dev.tributary.bench;

import java.util.List;
import java.util.stream.Collectors;

/** Everything one bench has measured. */
record Figures(Ceiling.Best uniform, Ceiling.Best hot, String shape, List<Row> rows) {

    String json() {
        return """
                {"ceiling": {"uniform": %s, "hot": %s, "writes": "%s"},
                 "rows": [
                %s
                ]}
                """.formatted(
                        uniform.json(),
                        hot.json(),
                        shape,
                        rows.stream().map(row -> "  " + row.json()).collect(Collectors.joining(",\n")));
    }

    String text() {
        return "ceiling uniform %,.0f orders/s (%s, %d writers), hot %,.0f orders/s (%s, %d writers)%n%s%n"
                .formatted(
                        uniform.ordersPerSecond(),
                        uniform.way(),
                        uniform.writers(),
                        hot.ordersPerSecond(),
                        hot.way(),
                        hot.writers(),
                        rows.stream().map(Row::text).collect(Collectors.joining("\n")));
    }
}
