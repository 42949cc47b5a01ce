package dev.tributary.kernel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/**
 * A table as people keep it: CSV (RFC 4180, comma), or the first sheet of an Excel workbook (.xlsx), whose cells are read
 * as the text a person would type: {@code 12.9}, {@code 2026-11-22}. Blank lines are left out.
 */
public record Sheet(List<Line> lines) {

    public static final String EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int CELLS_MAX = 50;
    private static final int CELL_MAX = 32_767;
    /** Of all cells together: a workbook holds a text once, whatever number of cells show it. */
    private static final long CHARACTERS_MAX = 16_000_000;
    /** Excel's own numbers have at most 17 digits before or behind 308 noughts. */
    private static final int DIGITS_MAX = 400;

    /** @param number where it begins in the file, the first being 1 */
    public record Line(int number, List<String> cells) {}

    /** Whether these bytes are a workbook; CSV never begins as a ZIP file does. */
    public static boolean isExcel(byte[] file) {
        return file.length > 3 && file[0] == 'P' && file[1] == 'K' && file[2] == 3 && file[3] == 4;
    }

    /** Whichever of both it is; CSV in UTF-8 or UTF-16, or GB18030 as Chinese spreadsheets write it. */
    public static Sheet read(byte[] file, int linesMax) {
        return isExcel(file) ? excel(file, linesMax) : csv(text(file), linesMax);
    }

    private static String text(byte[] file) {
        boolean wide = file.length > 1
                && ((file[0] == (byte) 0xFE && file[1] == (byte) 0xFF)
                        || (file[0] == (byte) 0xFF && file[1] == (byte) 0xFE));
        if (wide) {
            return new String(file, StandardCharsets.UTF_16);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(file, Charset.forName("GB18030"));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** @throws ProblemException MALFORMED_BODY, naming the line, also for more than {@code linesMax} */
    public static Sheet csv(String text, int linesMax) {
        return new Sheet(new CsvLines(text, linesMax).all());
    }

    /** @throws ProblemException MALFORMED_BODY when it is no workbook, too large or has more than {@code linesMax} */
    public static Sheet excel(byte[] file, int linesMax) {
        WorkbookBounds.check(file);
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(file), new ReadingOptions(true, false));
                Stream<Row> rows = workbook.getFirstSheet().openStream()) {
            var lines = new ArrayList<Line>();
            long characters = 0;
            for (var row : (Iterable<Row>) rows::iterator) {
                if (row.getCellCount() > CELLS_MAX) {
                    throw malformed(
                            "wrong_columns", "line %d has more than %d cells".formatted(row.getRowNum(), CELLS_MAX));
                }
                var cells = cells(row);
                characters += cells.stream().mapToInt(String::length).sum();
                if (characters > CHARACTERS_MAX) {
                    throw malformed(
                            "too_large",
                            "its cells hold more than %d million characters".formatted(CHARACTERS_MAX / 1_000_000));
                }
                add(lines, new Line(row.getRowNum(), cells), linesMax);
            }
            return new Sheet(widened(lines));
        } catch (ProblemException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Its reader throws what the collections and numbers it is made of throw, whatever in the file is wrong.
            throw WorkbookBounds.noWorkbook();
        }
    }

    /** The same as CSV, every cell in quotes. */
    public String csv() {
        return lines.stream()
                .map(line -> line.cells().stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
    }

    static void add(List<Line> lines, Line line, int linesMax) {
        if (line.cells().stream().allMatch(String::isBlank)) {
            return;
        }
        if (lines.size() == linesMax) {
            throw malformed("too_many_rows", "at most %d rows; send the rest as another file".formatted(linesMax - 1));
        }
        lines.add(line);
    }

    static ProblemException malformed(String code, String detail) {
        return new ProblemException(Problem.MALFORMED_BODY, detail, List.of(new Violation("", code, detail)));
    }

    /** Excel leaves out what is empty at the end of a row. */
    private static List<Line> widened(List<Line> lines) {
        int width = lines.isEmpty() ? 0 : lines.getFirst().cells().size();
        return lines.stream()
                .map(line -> {
                    var cells = new ArrayList<>(line.cells());
                    while (cells.size() < width) {
                        cells.add("");
                    }
                    while (cells.size() > width && cells.getLast().isBlank()) {
                        cells.removeLast();
                    }
                    return new Line(line.number(), List.copyOf(cells));
                })
                .toList();
    }

    private static List<String> cells(Row row) {
        var cells = new ArrayList<String>();
        for (int i = 0; i < row.getCellCount(); i++) {
            cells.add(row.getOptionalCell(i).map(Sheet::text).orElse(""));
        }
        return cells;
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER) {
            var number = number(cell.asNumber());
            return isDate(cell.getDataFormatString()) ? date(cell.asDate()) : number;
        }
        String text = cell.getRawValue();
        return text == null ? "" : text.length() > CELL_MAX ? text.substring(0, CELL_MAX) : text;
    }

    private static boolean isDate(@Nullable String format) {
        return format != null
                && format.toLowerCase(Locale.ROOT).contains("y")
                && format.toLowerCase(Locale.ROOT).contains("d");
    }

    private static String date(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().toString()
                : time.toString();
    }

    private static String number(BigDecimal number) {
        if (number.precision() > DIGITS_MAX || Math.abs((long) number.scale()) > DIGITS_MAX) {
            throw WorkbookBounds.wrongNumber();
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
