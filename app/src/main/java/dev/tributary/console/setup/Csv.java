package dev.tributary.console.setup;

import dev.tributary.kernel.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file (RFC 4180) with a header line. UTF-8, or GB18030 as Chinese spreadsheets write it.
 *
 * @param rows by column name, each with its line number under {@link #LINE}
 */
record Csv(List<Map<String, String>> rows) {

    static final String LINE = "";

    /** @throws ProblemException naming the first line that cannot be read, or when there are more than {@code rowsMax} */
    static Csv read(byte[] bytes, List<String> columns, int rowsMax) {
        var lines = new Splitter(text(bytes)).lines();
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

    private static Map<String, String> row(List<String> header, Line line) {
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

    private static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, Charset.forName("GB18030"));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static ProblemException wrong(String detail) {
        return ProblemException.invalid("/file", "csv", detail);
    }

    private record Line(int number, List<String> cells) {}

    /** Splits into lines and cells; quoted cells may hold commas, quotes and line breaks. */
    private static final class Splitter {

        private final String text;
        private final List<Line> lines = new ArrayList<>();
        private List<String> cells = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private int line = 1;
        private int startedAt = 1;

        Splitter(String text) {
            this.text = text;
        }

        List<Line> lines() {
            boolean quoted = false;
            for (int i = 0; i < text.length(); i++) {
                char character = text.charAt(i);
                if (character == '\n') {
                    line++;
                }
                if (quoted) {
                    if (character != '"') {
                        cell.append(character);
                    } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                        cell.append('"');
                        i++;
                    } else {
                        quoted = false;
                    }
                } else if (character == '"') {
                    quoted = true;
                } else if (character == ',') {
                    endCell();
                } else if (character == '\n') {
                    endLine();
                } else if (character != '\r') {
                    cell.append(character);
                }
            }
            if (quoted) {
                throw wrong("A quote that begins in line %d never ends.".formatted(startedAt));
            }
            endLine();
            return lines;
        }

        private void endCell() {
            cells.add(cell.toString());
            cell.setLength(0);
        }

        private void endLine() {
            endCell();
            if (cells.stream().anyMatch(text -> !text.isBlank())) {
                lines.add(new Line(startedAt, cells));
            }
            cells = new ArrayList<>();
            startedAt = line;
        }
    }
}
