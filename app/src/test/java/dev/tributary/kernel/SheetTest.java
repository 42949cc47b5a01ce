package dev.tributary.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetTest {

    @Test
    void readsCellsOfAWorkbookAsAPersonWouldTypeThem() throws IOException {
        byte[] file = workbook(sheet -> {
            sheet.value(0, 0, "sku");
            sheet.value(0, 1, "units");
            sheet.value(0, 2, "expiresOn");
            sheet.value(1, 0, 6901234567892L);
            sheet.value(1, 1, 12.5);
            sheet.value(1, 2, LocalDate.of(2026, 11, 22));
            sheet.style(1, 2).format("yyyy-mm-dd").set();
            // Row 3 is blank; of row 4 the last cells are missing.
            sheet.value(3, 0, "牛奶 \"1 L\"");
        });

        assertThat(Sheet.isExcel(file)).isTrue();
        var sheet = Sheet.excel(file, 10);
        assertThat(sheet.lines())
                .containsExactly(
                        new Sheet.Line(1, List.of("sku", "units", "expiresOn")),
                        new Sheet.Line(2, List.of("6901234567892", "12.5", "2026-11-22")),
                        new Sheet.Line(4, List.of("牛奶 \"1 L\"", "", "")));
        assertThat(Sheet.csv(sheet.csv(), 10).lines())
                .extracting(Sheet.Line::cells)
                .isEqualTo(sheet.lines().stream().map(Sheet.Line::cells).toList());
    }

    @Test
    void refusesWhatIsNoWorkbookOrTooMuch() throws IOException {
        byte[] three = workbook(sheet -> {
            for (int i = 0; i < 3; i++) {
                sheet.value(i, 0, "row");
            }
        });
        refused("too_many_rows", three, 2);
        refused("no_workbook", "PK\3\4 but no more".getBytes(StandardCharsets.ISO_8859_1), 10);
        refused("no_workbook", zip("hello.txt", 10), 10);
        refused("too_large", zip("xl/worksheets/sheet1.xml", 65 << 20), 10);
        refused("wrong_columns", workbook(sheet -> sheet.value(0, 60, "far out")), 10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            wrong_number  | <c r="A1"><v>1E999999999</v></c>
            wrong_number  | <c r="A1"><v>1E-999999999</v></c>
            wrong_number  | <c r="A1"><v>DIGITS</v></c>
            wrong_columns | <c r="ZZZZZZ1"><v>1</v></c>
            no_workbook   | <c r="A1" t="s"><v>seven</v></c>
            no_workbook   | <c r="A1" t="n"><v>seven</v></c>
            no_workbook   | <c r="Ä1"><v>1</v></c>
            no_workbook   | <c r="A1"><v>1</v>
            """)
    void refusesCellsThatWouldFillTheMemoryOrBreakTheReader(String code, String cell) throws IOException {
        refused(
                code,
                changed(workbook(sheet -> sheet.value(0, 0, 1)), cell.replace("DIGITS", "7".repeat(1_000_000))),
                9);
    }

    @Test
    void refusesOneLongTextInManyCells() throws IOException {
        byte[] file = workbook(sheet -> {
            for (int row = 0; row < 40; row++) {
                for (int column = 0; column < 15; column++) {
                    sheet.value(row, column, "x".repeat(32_000));
                }
            }
        });
        assertThat(file).hasSizeLessThan(100_000);
        refused("too_large", file, 50);
    }

    /** The same with another cell in place of its only one. */
    private static byte[] changed(byte[] file, String cell) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var from = ZipFile.builder().setByteArray(file).get();
                var zip = new ZipOutputStream(bytes)) {
            for (var entry : Collections.list(from.getEntries())) {
                var content = new String(from.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(content.replaceAll("<c .*</c>", cell).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void refused(String code, byte[] file, int linesMax) {
        assertThatThrownBy(() -> Sheet.excel(file, linesMax))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::code)
                                .containsExactly(code));
    }

    private static byte[] workbook(Consumer<Worksheet> fill) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            fill.accept(workbook.newWorksheet("first"));
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String name, int length) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(new byte[length]);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
