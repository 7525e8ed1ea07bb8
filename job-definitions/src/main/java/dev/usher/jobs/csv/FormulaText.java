package dev.usher.jobs.csv;

import java.nio.charset.StandardCharsets;

/** Tells which texts a spreadsheet may evaluate, or may take for escaped. */
final class FormulaText {

    /** Spreadsheets for East Asian languages take the full-width forms for the ASCII ones. */
    private static final String TRIGGERS = "=+-@\uff1d\uff0b\uff0d\uff20";

    private static final byte DELETE = 0x7f;

    private FormulaText() {}

    static boolean mayBegin(byte[] utf8, int from, int to) {
        if (from == to) {
            return false;
        }
        byte first = utf8[from];
        if (first >= 0 && first != ' ' && first != DELETE) {
            return first == CsvEscape.MARK || first < ' ' || TRIGGERS.indexOf(first) >= 0;
        }
        return mayBegin(new String(utf8, from, to - from, StandardCharsets.UTF_8));
    }

    /** Blanks and characters that can't be seen are trimmed by some programs before they look at a text. */
    private static boolean mayBegin(String text) {
        int at = 0;
        while (at < text.length() && isInvisible(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at < text.length() && TRIGGERS.indexOf(text.charAt(at)) >= 0;
    }

    private static boolean isInvisible(int codePoint) {
        return Character.isSpaceChar(codePoint)
                || Character.isWhitespace(codePoint)
                || Character.isIdentifierIgnorable(codePoint);
    }
}
