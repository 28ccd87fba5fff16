package dev.rucksack.control.web.pairing;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code of a pairing link (ISO/IEC 18004), for the page and for a terminal.
 *
 * @param size modules a side, without the margin of four that readers need
 * @param path the dark modules as an SVG path in units of one module
 */
public record SquareCode(int size, String path) {

    /** The quiet zone of ISO/IEC 18004. */
    private static final int MARGIN = 4;

    /** For the page. */
    public static SquareCode of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return new SquareCode(code.size, path.toString());
    }

    /**
     * For a terminal: two rows of modules in a line of half blocks. The light modules are printed, since most terminals
     * are dark; readers take both.
     */
    public static String forTerminal(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
        StringBuilder lines = new StringBuilder();
        for (int y = -MARGIN; y < code.size + MARGIN; y += 2) {
            for (int x = -MARGIN; x < code.size + MARGIN; x++) {
                boolean upper = !code.getModule(x, y);
                boolean lower = y + 1 < code.size + MARGIN && !code.getModule(x, y + 1);
                lines.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            lines.append('\n');
        }
        return lines.toString();
    }
}
