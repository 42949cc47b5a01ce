package dev.tributary.openapi.snapshots;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A CSV file (RFC 4180) with a header line, read line by line, of which it keeps none. */
final class SnapshotCsv implements SnapshotSource {

    private static final String NODE = "node";
    private static final String SKU = "sku";
    private static final String ON_HAND = "onHand";
    private static final String VERSION = "deductedThroughVersion";
    private static final List<String> COLUMNS = List.of(NODE, SKU, ON_HAND, VERSION);
    private static final int CELL_MAX = 200;
    private static final int NOTHING_READ = -2;

    private final Reader file;
    private final List<String> header;
    private int ahead = NOTHING_READ;
    private int places;

    SnapshotCsv(Reader file) {
        this.file = file;
        header = header();
    }

    @Override
    public @Nullable Line next() {
        var cells = record();
        while (cells != null && cells.size() == 1 && cells.getFirst().isBlank()) {
            cells = record(); // An empty line, as editors leave them at the end.
        }
        if (cells == null) {
            if (places == 0) {
                throw ProblemException.invalid("/lines", "too_few", "at least 1 line");
            }
            return null;
        }
        if (places++ == LINES_MAX) {
            throw ProblemException.invalid("/lines", "too_many", "at most %d lines".formatted(LINES_MAX));
        }
        return line(cells);
    }

    private Line line(List<String> cells) {
        var wrong = new ArrayList<Violation>();
        if (cells.size() != header.size()) {
            wrong.add(new Violation(
                    "", "wrong_columns", "it has %d cells, the header %d".formatted(cells.size(), header.size())));
            return new Line(places, "", "", 0, OptionalLong.empty(), wrong);
        }
        String node = code(cells, NODE, wrong);
        String sku = code(cells, SKU, wrong);
        String onHand = cell(cells, ON_HAND);
        if (!onHand.matches("[0-9]{1,10}") || Long.parseLong(onHand) > SnapshotReader.UNITS_MAX) {
            wrong.add(new Violation(
                    "/" + ON_HAND,
                    onHand.isEmpty() ? "required" : "out_of_range",
                    "a whole number from 0 to %d".formatted(SnapshotReader.UNITS_MAX)));
            onHand = "0";
        }
        String version = cell(cells, VERSION);
        if (!version.isEmpty() && !version.matches(SnapshotReader.VERSION)) {
            wrong.add(new Violation("/" + VERSION, "invalid_value", "the version of the row's movement is expected"));
            version = "";
        }
        return new Line(
                places,
                node,
                sku,
                Long.parseLong(onHand),
                version.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(version)),
                wrong);
    }

    private String code(List<String> cells, String column, List<Violation> wrong) {
        String code = cell(cells, column);
        if (code.isEmpty() || code.length() > SnapshotReader.CODE_MAX) {
            wrong.add(new Violation(
                    "/" + column,
                    code.isEmpty() ? "required" : "too_long",
                    "1 to %d characters".formatted(SnapshotReader.CODE_MAX)));
            return "";
        }
        return code;
    }

    private String cell(List<String> cells, String column) {
        int place = header.indexOf(column);
        return place < 0 ? "" : cells.get(place);
    }

    private List<String> header() {
        var cells = record();
        if (cells == null) {
            throw malformed("no_body", "the file is empty");
        }
        var names = cells.stream().map(name -> name.replace("\uFEFF", "")).toList();
        if (!names.containsAll(COLUMNS.subList(0, 3)) || !COLUMNS.containsAll(names) || names.size() > COLUMNS.size()) {
            throw malformed(
                    "wrong_columns", "the first line must name the columns node,sku,onHand and may name " + VERSION);
        }
        return names;
    }

    /** The cells of the next line, without space around them; null at the end. */
    private @Nullable List<String> record() {
        if (peek() < 0) {
            return null;
        }
        var cells = new ArrayList<String>(COLUMNS.size());
        var cell = new StringBuilder();
        boolean quoted = false;
        while (true) {
            int next = take();
            if (quoted && next < 0) {
                throw malformed("bad_quotes", "a quote in row %d is never closed".formatted(places + 1));
            }
            if (quoted && next != '"' || next == '"' && quoted && peek() == '"') {
                cell.append((char) (next == '"' ? take() : next));
            } else if (next == '"') {
                quoted = !quoted;
            } else if (next == ',' || next == '\n' || next < 0) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
                if (next != ',') {
                    return cells;
                }
            } else if (next != '\r') {
                cell.append((char) next);
            }
            if (cell.length() > CELL_MAX || cells.size() > COLUMNS.size()) {
                throw malformed("wrong_columns", "row %d has more than the file's columns".formatted(places + 1));
            }
        }
    }

    private int peek() {
        if (ahead == NOTHING_READ) {
            ahead = read();
        }
        return ahead;
    }

    private int take() {
        int taken = peek();
        ahead = NOTHING_READ;
        return taken;
    }

    private int read() {
        try {
            return file.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException malformed(String code, String detail) {
        return new ProblemException(Problem.MALFORMED_BODY, detail, List.of(new Violation("/file", code, detail)));
    }
}
