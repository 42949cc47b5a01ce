package dev.tributary.kernel;

import java.util.ArrayList;
import java.util.List;

/** Takes the text of a CSV file apart; cells in quotes may hold commas, quotes and line breaks. */
final class CsvLines {

    private static final int CELLS_MAX = 50;

    private final String text;
    private final int linesMax;
    private int position;
    private int line = 1;

    CsvLines(String text, int linesMax) {
        this.text = text;
        this.linesMax = linesMax;
    }

    List<Sheet.Line> all() {
        var lines = new ArrayList<Sheet.Line>();
        while (more()) {
            int begins = line;
            Sheet.add(lines, new Sheet.Line(begins, cells()), linesMax);
        }
        return lines;
    }

    private boolean more() {
        return position < text.length();
    }

    private List<String> cells() {
        var values = new ArrayList<String>();
        do {
            if (values.size() > CELLS_MAX) {
                throw Sheet.malformed("wrong_columns", "line %d has more than %d cells".formatted(line, CELLS_MAX));
            }
            values.add(more() && text.charAt(position) == '"' ? quoted() : plain());
        } while (separator());
        return values;
    }

    /** True when another cell follows in the line. */
    private boolean separator() {
        if (!more()) {
            return false;
        }
        char next = text.charAt(position++);
        if (next == ',') {
            return true;
        }
        if (next == '\r' && more() && text.charAt(position) == '\n') {
            position++;
        }
        if (next != '\r' && next != '\n') {
            throw Sheet.malformed(
                    "bad_quotes", "line %d: after a closing quote comes a comma or the end".formatted(line));
        }
        line++;
        return false;
    }

    private String plain() {
        int start = position;
        while (more() && ",\r\n".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        int opened = line;
        var value = new StringBuilder();
        for (position++; more(); position++) {
            char next = text.charAt(position);
            if (next == '"') {
                position++;
                if (!more() || text.charAt(position) != '"') {
                    return value.toString();
                }
            } else if (next == '\n') {
                line++;
            }
            value.append(next);
        }
        throw Sheet.malformed("bad_quotes", "line %d: a quote is never closed".formatted(opened));
    }
}
