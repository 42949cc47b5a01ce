package dev.tributary.access;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code to be drawn on the page itself, so that no other server hears what is in it.
 *
 * @param side of the square in modules, with the quiet zone around it
 * @param path the dark modules, as the {@code d} of an SVG path
 */
public record QrPicture(int side, String path) {

    private static final int QUIET_ZONE = 4;

    static QrPicture of(String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d %dh1v1h-1z".formatted(x + QUIET_ZONE, y + QUIET_ZONE));
                }
            }
        }
        return new QrPicture(code.size + 2 * QUIET_ZONE, path.toString());
    }
}
