package dev.tributary.bench.history;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which rows and orders an operation without effect looks at. */
final class Touched {

    private Touched() {}

    static Set<String> rows(Line asked) {
        var rows = new LinkedHashSet<String>();
        switch (asked.what()) {
            case "take" -> {
                for (var item : TakeRule.items(asked)) {
                    for (String node : item.nodes().split("\\|")) {
                        rows.add(item.sku() + "@" + node);
                    }
                }
            }
            case "edit" -> rows.addAll(asked.list("rows"));
            case "read", "snapshot", "allow", "settle" -> rows.add(asked.text("row"));
            // Of whichever rows the SKU has.
            case "quota", "endQuota", "readQuota" -> rows.add(asked.text("sku") + "@");
            default -> {}
        }
        return rows;
    }

    static List<String> orders(Line asked) {
        return asked.has("number") && !asked.what().equals("snapshot") ? List.of(asked.text("number")) : List.of();
    }
}
