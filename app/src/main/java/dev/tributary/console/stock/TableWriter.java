package dev.tributary.console.stock;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Rows for people's spreadsheets, written as they come: none is kept. Cells are text or whole numbers. */
interface TableWriter extends AutoCloseable {

    /** What a file may be saved as. */
    enum Format {
        XLSX,
        CSV
    }

    void row(Object... cells);

    @Override
    void close();

    static TableWriter to(OutputStream out, Format format, String name) {
        return switch (format) {
            case XLSX -> new Excel(out, name);
            case CSV -> new Csv(out);
        };
    }

    /** An Excel workbook of one sheet. */
    final class Excel implements TableWriter {

        private static final int FLUSH_EVERY = 1_000;

        private final Workbook workbook;
        private final Worksheet sheet;
        private int rows;

        Excel(OutputStream out, String name) {
            workbook = new Workbook(out, "Tributary", "1.0");
            sheet = workbook.newWorksheet(name);
        }

        @Override
        public void row(Object... cells) {
            for (int i = 0; i < cells.length; i++) {
                if (cells[i] instanceof Long number) {
                    sheet.value(rows, i, number);
                } else {
                    sheet.value(rows, i, cells[i].toString());
                }
            }
            try {
                if (++rows % FLUSH_EVERY == 0) {
                    sheet.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                workbook.finish();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** UTF-8 with the mark that makes Excel read it so. */
    final class Csv implements TableWriter {

        private static final String FORMULA = "=+-@\t\r";

        private final Writer out;

        Csv(OutputStream out) {
            this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            write("\uFEFF");
        }

        @Override
        public void row(Object... cells) {
            for (int i = 0; i < cells.length; i++) {
                write(i == 0 ? "" : ",");
                write(cells[i] instanceof Long ? cells[i].toString() : quoted(cells[i].toString()));
            }
            write("\r\n");
        }

        /** A spreadsheet runs a cell that begins like a formula, whoever wrote the name in it. */
        private static String quoted(String text) {
            String harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
            return '"' + harmless.replace("\"", "\"\"") + '"';
        }

        private void write(String text) {
            try {
                out.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
