package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.row.RowErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with text that is not JSON, and where, in words that repeat nothing of it. Runs only after the
 * parser has refused a record, so it need not be fast; it does not recurse.
 */
final class JsonSyntax {

    /** @param at index of the first wrong byte, from the beginning of the text */
    record Fault(RowErrorCode code, String message, int at) {}

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final boolean[] inObject = new boolean[JsonLimits.MAX_DEPTH + 1];
    private int depth;
    private int i;
    private @Nullable Fault fault;

    private JsonSyntax(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.i = from;
    }

    /** The first fault of the one value that {@code [from, to)} should hold; null if it is sound. */
    static @Nullable Fault firstFault(byte[] bytes, int from, int to) {
        var syntax = new JsonSyntax(bytes, from, to);
        syntax.document();
        return syntax.fault;
    }

    private void document() {
        boolean expectValue = true;
        do {
            skipBlanks();
            expectValue = expectValue ? !value() : !afterValue();
        } while (fault == null && (depth > 0 || expectValue));
        skipBlanks();
        if (fault == null && i < to) {
            trailing();
        }
    }

    private void trailing() {
        boolean second = bytes[i] == '{' || bytes[i] == '[';
        fail(
                second
                        ? "More than one value stands in this record; each needs a line of its own."
                        : "Something follows the end of the object.",
                i);
    }

    /** Reads a scalar or steps into an object or array; true if a value is complete, so that a comma may follow. */
    private boolean value() {
        if (i == to) {
            fail(depth == 0 ? "The record is empty." : unclosed(), i);
            return true;
        }
        byte c = bytes[i];
        switch (c) {
            case '{', '[' -> {
                return !open(c == '{');
            }
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
        return true;
    }

    /** Steps in; false if the object or array is empty and therefore already complete. */
    private boolean open(boolean object) {
        if (depth == JsonLimits.MAX_DEPTH) {
            fault = new Fault(
                    RowErrorCode.TOO_DEEP,
                    "Objects and arrays are nested more than " + JsonLimits.MAX_DEPTH + " deep.",
                    i - from);
            return false;
        }
        inObject[depth++] = object;
        i++;
        skipBlanks();
        if (i < to && bytes[i] == (object ? '}' : ']')) {
            depth--;
            i++;
            return false;
        }
        if (object) {
            key();
        }
        return true;
    }

    private void key() {
        skipBlanks();
        if (i == to) {
            fail(unclosed(), i);
        } else if (bytes[i] != '"') {
            fail(bytes[i] == '}' ? "A comma stands before the end of the object." : notAKey(), i);
        } else {
            string();
            skipBlanks();
            if (fault == null && (i == to || bytes[i] != ':')) {
                fail(i == to ? unclosed() : "A colon is missing after a key.", i);
            }
            i++;
        }
    }

    /** After a complete value; true if there is nothing more to come in it, false if another value follows. */
    private boolean afterValue() {
        if (i == to) {
            fail(unclosed(), i);
            return true;
        }
        boolean object = inObject[depth - 1];
        byte c = bytes[i];
        if (c == (object ? '}' : ']')) {
            depth--;
            i++;
            return true;
        }
        if (c != ',') {
            fail(object ? "A comma or } is missing after a value." : "A comma or ] is missing after a value.", i);
            return true;
        }
        i++;
        skipBlanks();
        if (object) {
            key();
        } else if (i < to && bytes[i] == ']') {
            fail("A comma stands before the end of the array.", i);
        }
        return false;
    }

    private void string() {
        int start = i++;
        while (i < to && bytes[i] != '"') {
            int c = bytes[i];
            if (c >= 0 && c < ' ') {
                fail(c == 0 ? "A NUL byte stands in a string." : "A control character in a string must be escaped.", i);
                return;
            }
            if (c == '\\' && !escape()) {
                return;
            }
            i++;
        }
        if (i >= to) {
            fail("A string that begins here is not closed.", start);
        }
        i++;
    }

    /** Steps to the last byte of an escape. */
    private boolean escape() {
        int backslash = i++;
        boolean sound = i < to && "\"\\/bfnrtu".indexOf(bytes[i]) >= 0;
        if (sound && bytes[i] == 'u') {
            for (int k = 0; k < 4; k++) {
                i++;
                sound &= i < to && Character.digit(bytes[i], 16) >= 0;
            }
        }
        if (!sound && i < to) {
            fail("A backslash in a string does not begin an escape of JSON.", backslash);
        } else if (!sound) {
            fail("A string is not closed.", backslash);
        }
        return sound;
    }

    private void literal(String word) {
        for (int k = 0; k < word.length(); k++) {
            if (i + k >= to || bytes[i + k] != word.charAt(k)) {
                fail("This is no JSON value: a text needs double quotes, and only true, false and null go without.", i);
                return;
            }
        }
        int start = i;
        i += word.length();
        if (i < to && (Character.isLetterOrDigit(bytes[i]) || bytes[i] == '_')) {
            fail("This is no JSON value: a text needs double quotes, and only true, false and null go without.", start);
        }
    }

    private void number() {
        int start = i;
        i += i < to && bytes[i] == '-' ? 1 : 0;
        boolean zero = i < to && bytes[i] == '0';
        int whole = digits();
        boolean sound = whole > 0 && !(zero && whole > 1);
        if (sound && i < to && bytes[i] == '.') {
            i++;
            sound = digits() > 0;
        }
        if (sound && i < to && (bytes[i] == 'e' || bytes[i] == 'E')) {
            i++;
            i += i < to && (bytes[i] == '+' || bytes[i] == '-') ? 1 : 0;
            sound = digits() > 0;
        }
        boolean ends = i == to || " \t\r\n,]}".indexOf(bytes[i]) >= 0;
        if (!sound || !ends) {
            fail(notAValue(bytes[start], whole > 0), start);
        }
    }

    private int digits() {
        int start = i;
        while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i - start;
    }

    private void skipBlanks() {
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r' || bytes[i] == '\n')) {
            i++;
        }
    }

    private String unclosed() {
        return "The record ends before its " + (inObject[Math.max(0, depth - 1)] ? "object" : "array") + " is closed.";
    }

    private String notAKey() {
        return switch (bytes[i]) {
            case '\'' -> "A key stands in double quotes, not in single quotes.";
            case '/', '#' -> "JSON has no comments.";
            case ',' -> "A comma stands where a key is expected.";
            default -> "A key in double quotes is expected.";
        };
    }

    private static String notAValue(byte first, boolean digits) {
        if (digits || first == '-' || first == '+' || first == '.') {
            return "A number is not written as JSON writes numbers.";
        }
        return switch (first) {
            case 0 -> "A NUL byte stands here.";
            case '\'' -> "A text stands in double quotes, not in single quotes.";
            case '/', '#' -> "JSON has no comments.";
            case ',', ':', '}', ']' -> "A value is missing.";
            case (byte) 0xef -> "A byte order mark or another special character stands here; remove it.";
            default -> "This is no JSON value.";
        };
    }

    private void fail(String message, int index) {
        if (fault == null) {
            fault = new Fault(RowErrorCode.INVALID_JSON, message, index - from);
        }
    }

    /**
     * Finds the first escaped surrogate without its other half. In a key it stops the parser, although it is JSON.
     *
     * @return offset of its backslash from {@code from}, or -1
     */
    static int loneSurrogate(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                int unit = escapedUnit(bytes, i, to);
                if (Character.isLowSurrogate((char) unit)) {
                    return i - from;
                }
                if (Character.isHighSurrogate((char) unit)) {
                    if (!Character.isLowSurrogate((char) escapedUnit(bytes, i + 6, to))) {
                        return i - from;
                    }
                    i += 11;
                } else {
                    i++;
                }
            }
        }
        return -1;
    }

    /** The UTF-16 unit that an escape of four hexadecimal digits stands for; 0 if there is none. */
    private static int escapedUnit(byte[] bytes, int at, int to) {
        if (at + 6 > to || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return 0;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            unit = unit << 4 | Character.digit(bytes[i], 16);
        }
        return Math.max(unit, 0);
    }
}
