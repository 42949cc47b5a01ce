package dev.tributary.openapi.body;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Sheet;
import dev.tributary.kernel.Violation;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Files of at most {@value #ROWS_MAX} rows under a header line: CSV (RFC 4180, UTF-8, comma) or an Excel workbook. */
public final class Csv {

    public static final String MEDIA_TYPE = "text/csv";
    public static final int ROWS_MAX = 20_000;
    private static final int COLUMNS_MAX = 50;

    /**
     * One row; blank cells are absent.
     *
     * @param line where it begins in the file, the header being line 1
     */
    public record Row(int line, Map<String, String> cells) {

        public Optional<String> cell(String column) {
            return Optional.ofNullable(cells.get(column));
        }
    }

    private Csv() {}

    /** @param row its components are the columns, of which those that are an {@code Optional} may be missing */
    public static List<Row> rows(byte[] file, Class<? extends Record> row) {
        var columns = Arrays.stream(row.getRecordComponents())
                .collect(Collectors.partitioningBy(
                        column -> column.getType() == Optional.class,
                        Collectors.mapping(RecordComponent::getName, Collectors.toSet())));
        return rows(file, columns.getOrDefault(false, Set.of()), columns.getOrDefault(true, Set.of()));
    }

    /** @param required columns the header must have, {@code optional} those it may have */
    public static List<Row> rows(byte[] file, Set<String> required, Set<String> optional) {
        var lines = (Sheet.isExcel(file) ? Sheet.excel(file, ROWS_MAX + 1) : Sheet.csv(decoded(file), ROWS_MAX + 1))
                .lines();
        List<String> header = lines.isEmpty() ? List.of("") : lines.getFirst().cells();
        check(header, required, optional);
        return lines.stream()
                .skip(1)
                .map(line -> new Row(line.number(), cells(header, line.cells(), line.number())))
                .toList();
    }

    private static Map<String, String> cells(List<String> header, List<String> values, int line) {
        if (values.size() != header.size()) {
            throw malformed(
                    "wrong_columns",
                    "line %d has %d cells, the header %d: a comma within a cell needs quotes around it"
                            .formatted(line, values.size(), header.size()));
        }
        var cells = new LinkedHashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
            if (!values.get(i).isBlank()) {
                cells.put(header.get(i), values.get(i).strip());
            }
        }
        return cells;
    }

    private static void check(List<String> header, Set<String> required, Set<String> optional) {
        var violations = new ArrayList<Violation>();
        var seen = new HashSet<String>();
        for (String column : header) {
            if (!required.contains(column) && !optional.contains(column)) {
                violations.add(new Violation(shortened(column), "unknown_column", "there is no such column here"));
            } else if (!seen.add(column)) {
                violations.add(new Violation(column, "duplicate", "this column stands in the header twice"));
            }
        }
        required.stream()
                .filter(column -> !seen.contains(column))
                .sorted()
                .forEach(column -> violations.add(new Violation(column, "required", "the header lacks this column")));
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations.subList(0, Math.min(COLUMNS_MAX, violations.size())));
        }
    }

    private static String shortened(String column) {
        return column.length() > 64 ? column.substring(0, 64) : column;
    }

    private static String decoded(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw malformed("wrong_encoding", "the file is not UTF-8; save it as \"CSV UTF-8\"");
        }
    }

    private static ProblemException malformed(String code, String detail) {
        return new ProblemException(Problem.MALFORMED_BODY, detail, List.of(new Violation("", code, detail)));
    }
}
