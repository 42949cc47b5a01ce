package dev.tributary.kernel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a workbook before it is read, because its reader believes whatever a cell says: it makes room for every
 * column up to the one a cell names, and reckons with a number for as long as it has digits.
 */
final class WorkbookBounds {

    /** A workbook is a ZIP file, and a small one may hold a thousand times its size. */
    private static final long UNPACKED_MAX = 64L << 20;
    /** The last column that Excel has is XFD. */
    private static final int COLUMN_LETTERS_MAX = 3;

    private static final int NUMBER_CHARACTERS_MAX = 400;

    private long unpacked;

    /** @throws ProblemException MALFORMED_BODY when it is no workbook, or one that would not fit into memory */
    static void check(byte[] file) {
        var bounds = new WorkbookBounds();
        try (var zip = ZipFile.builder().setByteArray(file).get()) {
            for (var entry : Collections.list(zip.getEntries())) {
                try (var packed = zip.getInputStream(entry)) {
                    var content = bounds.new Counted(packed);
                    boolean read = isRead(content);
                    content.transferTo(OutputStream.nullOutputStream());
                    // Pictures, and what printers want, are no XML.
                    if (!read && entry.getName().endsWith(".xml")) {
                        throw noWorkbook();
                    }
                }
            }
        } catch (IOException e) {
            throw noWorkbook();
        }
    }

    static ProblemException noWorkbook() {
        return Sheet.malformed("no_workbook", "the file is no Excel workbook (.xlsx) that can be read");
    }

    static ProblemException wrongNumber() {
        return Sheet.malformed("wrong_number", "a cell holds a number that no spreadsheet writes");
    }

    private static boolean isRead(InputStream content) {
        try {
            checkCells(Xml.factory().createXMLStreamReader(content));
            return true;
        } catch (XMLStreamException e) {
            return false;
        }
    }

    private static void checkCells(XMLStreamReader xml) throws XMLStreamException {
        boolean isNumber = false;
        boolean isValue = false;
        int characters = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    characters = 0;
                    isValue = xml.getLocalName().equals("v");
                    if (xml.getLocalName().equals("c")) {
                        checkPlace(xml.getAttributeValue(null, "r"));
                        var type = xml.getAttributeValue(null, "t");
                        isNumber = type == null || type.equals("n");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> isValue = false;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    characters += xml.getTextLength();
                    if (isValue && isNumber && characters > NUMBER_CHARACTERS_MAX) {
                        throw wrongNumber();
                    }
                }
                default -> {}
            }
        }
    }

    private static void checkPlace(@Nullable String place) {
        if (place == null) {
            return;
        }
        int letters = 0;
        while (letters < place.length() && !Character.isDigit(place.charAt(letters))) {
            letters++;
        }
        if (letters > COLUMN_LETTERS_MAX) {
            throw Sheet.malformed("wrong_columns", "a cell stands in a column that no spreadsheet has");
        }
    }

    /** Counts what all entries have come to. */
    private final class Counted extends FilterInputStream {

        Counted(InputStream content) {
            super(content);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            count(Math.max(read, 0));
            return read;
        }

        /** Not by who reads XML, which may end before the entry does. */
        @Override
        public void close() {}

        private void count(int read) {
            unpacked += read;
            if (unpacked > UNPACKED_MAX) {
                throw Sheet.malformed("too_large", "unpacked it is more than %d MiB".formatted(UNPACKED_MAX >> 20));
            }
        }
    }
}
