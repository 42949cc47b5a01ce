package dev.tributary.console.setup;

import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Sheet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file with a header line: an Excel workbook, or CSV (RFC 4180) in UTF-8, or GB18030 as Chinese spreadsheets write it.
 *
 * @param rows by column name, each with its line number under {@link #LINE}
 */
record Csv(List<Map<String, String>> rows) {

    static final String LINE = "";

    /** @throws ProblemException naming the first line that cannot be read, or when there are more than {@code rowsMax} */
    static Csv read(byte[] bytes, List<String> columns, int rowsMax) {
        // One more than allowed, and the header.
        int linesMax = rowsMax + 2;
        var lines = Sheet.read(bytes, linesMax).lines();
        if (lines.isEmpty()) {
            throw wrong("The file is empty.");
        }
        var header = lines.getFirst().cells().stream().map(String::strip).toList();
        if (!header.containsAll(columns)) {
            throw wrong("The first line must name the columns %s.".formatted(String.join(",", columns)));
        }
        if (lines.size() - 1 > rowsMax) {
            throw wrong("At most %d lines at once; this file has %d.".formatted(rowsMax, lines.size() - 1));
        }
        return new Csv(lines.stream().skip(1).map(line -> row(header, line)).toList());
    }

    private static Map<String, String> row(List<String> header, Sheet.Line line) {
        if (line.cells().size() != header.size()) {
            throw wrong("Line %d has %d cells, not %d."
                    .formatted(line.number(), line.cells().size(), header.size()));
        }
        var row = new HashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), line.cells().get(i).strip());
        }
        row.put(LINE, Integer.toString(line.number()));
        return row;
    }

    private static ProblemException wrong(String detail) {
        return ProblemException.invalid("/file", "csv", detail);
    }
}
