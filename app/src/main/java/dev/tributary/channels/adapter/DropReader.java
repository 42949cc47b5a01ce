package dev.tributary.channels.adapter;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads which columns a file of rows has. */
final class DropReader {

    private static final int COLUMNS_MAX = 50;

    private final RequestReader requests;

    DropReader(RequestReader requests) {
        this.requests = requests;
    }

    Adapter.Drop drop(FileNode node, Set<String> messages) {
        node.only("key", "gathers", "columns");
        if (!messages.contains(Adapter.Drop.KIND)) {
            throw node.wrong("what rows say is read by the expression '%s' under messages, which is missing"
                    .formatted(Adapter.Drop.KIND));
        }
        var columns = new LinkedHashMap<String, Adapter.Drop.Column>();
        var named = new HashMap<String, String>();
        node.required("columns").entries().forEach((name, column) -> {
            column.only("names", "required");
            var names = List.copyOf(RequestReader.texts(column.required("names")));
            if (names.isEmpty()) {
                throw column.wrong("a column has one name at least");
            }
            for (var given : names) {
                var other = named.put(given.strip().toLowerCase(Locale.ROOT), name);
                if (other != null && !other.equals(name)) {
                    throw column.wrong("'%s' is a name of %s too".formatted(given, other));
                }
            }
            columns.put(name, new Adapter.Drop.Column(names, column.yes("required")));
        });
        if (columns.isEmpty() || columns.size() > COLUMNS_MAX) {
            throw node.required("columns").wrong("expected one to %d columns".formatted(COLUMNS_MAX));
        }
        var gathers = node.required("gathers");
        if (!columns.containsKey(gathers.text())) {
            throw gathers.wrong("'%s' is none of the columns".formatted(gathers.text()));
        }
        return new Adapter.Drop(
                requests.secret(node.required("key")), gathers.text(), Collections.unmodifiableSequencedMap(columns));
    }
}
