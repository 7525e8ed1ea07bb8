package dev.usher.jobs.exporting.format;

import java.nio.charset.StandardCharsets;

/**
 * JSON text as bytes. Strings are escaped exactly as PostgreSQL escapes those inside jsonb, so a text has one form
 * wherever it stands.
 */
final class JsonText {

    /** For each byte the letter of its escape, {@code u} for a control character without one, or 0. */
    private static final byte[] ESCAPES = new byte[256];

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    static {
        for (int control = 0; control < ' '; control++) {
            ESCAPES[control] = 'u';
        }
        ESCAPES['\b'] = 'b';
        ESCAPES['\f'] = 'f';
        ESCAPES['\n'] = 'n';
        ESCAPES['\r'] = 'r';
        ESCAPES['\t'] = 't';
        ESCAPES['"'] = '"';
        ESCAPES['\\'] = '\\';
    }

    private JsonText() {}

    static byte[] string(String text) {
        var out = new TextBuffer(text.length() + 2);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        appendString(out, utf8, 0, utf8.length);
        var quoted = new byte[out.length()];
        System.arraycopy(out.bytes(), 0, quoted, 0, quoted.length);
        return quoted;
    }

    /** Appends UTF-8 text as a string. */
    static void appendString(TextBuffer out, byte[] utf8, int from, int to) {
        out.append('"');
        int start = from;
        for (int i = from; i < to; i++) {
            byte escape = ESCAPES[utf8[i] & 0xff];
            if (escape != 0) {
                out.append(utf8, start, i - start);
                start = i + 1;
                out.append('\\');
                out.append(escape);
                if (escape == 'u') {
                    out.append('0');
                    out.append('0');
                    out.append(HEX[utf8[i] >> 4]);
                    out.append(HEX[utf8[i] & 15]);
                }
            }
        }
        out.append(utf8, start, to - start);
        out.append('"');
    }

    /** Appends as plain text what stands between the quotes of a string in jsonb, where only control characters are numbers. */
    static void appendUnescaped(TextBuffer out, byte[] json, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            if (json[i] == '\\') {
                out.append(json, start, i - start);
                i++;
                switch (json[i]) {
                    case 'b' -> out.append('\b');
                    case 'f' -> out.append('\f');
                    case 'n' -> out.append('\n');
                    case 'r' -> out.append('\r');
                    case 't' -> out.append('\t');
                    case 'u' -> {
                        out.append((char) (Character.digit(json[i + 3], 16) << 4 | Character.digit(json[i + 4], 16)));
                        i += 4;
                    }
                    default -> out.append(json[i]);
                }
                start = i + 1;
            }
        }
        out.append(json, start, to - start);
    }

    /** @param value 0 for false */
    static void appendBoolean(TextBuffer out, byte value) {
        out.append(value == 0 ? FALSE : TRUE);
    }

    /** Appends a value without the spaces between its tokens. */
    static void appendCompact(TextBuffer out, byte[] json, int from, int to) {
        int start = from;
        int i = from;
        while (i < to) {
            if (json[i] == '"') {
                i = stringEnd(json, i);
            } else if (json[i] == ' ') {
                out.append(json, start, i - start);
                start = ++i;
            } else {
                i++;
            }
        }
        out.append(json, start, to - start);
    }

    /** Index behind the closing quote of the string that opens at {@code quote}. */
    static int stringEnd(byte[] json, int quote) {
        int i = quote + 1;
        while (json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i + 1;
    }
}
