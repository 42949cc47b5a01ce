package dev.tributary.openapi.body;

import dev.tributary.kernel.Shape;
import dev.tributary.kernel.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of a CSV file: rows are done whole or not at all, and those that were not are named by their line. */
public final class ImportResult {

    private static final int ERRORS_SHOWN_MAX = 1_000;

    private final int rows;
    private final Map<Integer, List<Violation>> errors = new TreeMap<>();

    public ImportResult(int rows) {
        this.rows = rows;
    }

    public void wrong(int line, List<Violation> violations) {
        errors.computeIfAbsent(line, first -> new ArrayList<>()).addAll(violations);
    }

    public boolean isWrong(int line) {
        return errors.containsKey(line);
    }

    /** @param errorCount how many lines were wrong, also beyond those shown */
    @Shape("ImportResult")
    public record Shown(int rows, int done, int errorCount, List<LineErrors> errors) {}

    public record LineErrors(int line, List<Violation> violations) {}

    public Shown shown() {
        var shown = errors.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .limit(ERRORS_SHOWN_MAX)
                .map(entry -> new LineErrors(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
        return new Shown(rows, rows - errors.size(), errors.size(), shown);
    }
}
