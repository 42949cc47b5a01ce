package dev.tributary.console.parked;

import java.util.HexFormat;

/** Bytes as people read them: where, sixteen of them, and the letters they are. */
final class HexLines {

    private static final int PER_LINE = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private HexLines() {}

    static String of(byte[] bytes) {
        var lines = new StringBuilder();
        for (int at = 0; at < bytes.length; at += PER_LINE) {
            int end = Math.min(bytes.length, at + PER_LINE);
            lines.append("%06x  %-47s  ".formatted(at, HEX.formatHex(bytes, at, end)));
            for (int i = at; i < end; i++) {
                lines.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
            }
            lines.append('\n');
        }
        return lines.toString();
    }
}
