package dev.usher.jobs.importing.stage;

import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.postgres.CopyRows;

/** Writes a value as JSON text into a column, numbers with the digits that the file gave. */
final class JsonText {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    static void append(CopyRows out, RowValue value) {
        if (value instanceof RowValue.Text text) {
            appendString(out, text.value());
        } else if (value instanceof RowValue.Num num) {
            appendPlain(out, num.literal());
        } else if (value instanceof RowValue.Bool bool) {
            appendPlain(out, bool.value() ? "true" : "false");
        } else if (value instanceof RowValue.Obj object) {
            appendObject(out, object);
        } else if (value instanceof RowValue.Arr array) {
            appendArray(out, array);
        } else {
            appendPlain(out, "null");
        }
    }

    private static void appendObject(CopyRows out, RowValue.Obj object) {
        out.append('{');
        boolean first = true;
        for (var member : object.members().entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            appendString(out, member.getKey());
            out.append(':');
            append(out, member.getValue());
        }
        out.append('}');
    }

    private static void appendArray(CopyRows out, RowValue.Arr array) {
        out.append('[');
        boolean first = true;
        for (var item : array.items()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            append(out, item);
        }
        out.append(']');
    }

    private static void appendString(CopyRows out, String text) {
        out.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, from, i);
                appendEscaped(out, c);
                from = i + 1;
            }
        }
        out.append(text, from, text.length());
        out.append('"');
    }

    private static void appendEscaped(CopyRows out, char c) {
        out.append('\\');
        if (c < ' ') {
            appendPlain(out, "u00");
            out.append(HEX[c >> 4]);
            out.append(HEX[c & 15]);
        } else {
            out.append(c);
        }
    }

    private static void appendPlain(CopyRows out, String text) {
        out.append(text, 0, text.length());
    }
}
