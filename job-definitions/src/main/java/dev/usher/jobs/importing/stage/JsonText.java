package dev.usher.jobs.importing.stage;

import dev.usher.jobs.importing.row.RowValue;

/** Writes a value as JSON text, numbers with the digits that the file gave. */
final class JsonText {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    static void append(StringBuilder out, RowValue value) {
        if (value instanceof RowValue.Text text) {
            appendString(out, text.value());
        } else if (value instanceof RowValue.Num num) {
            out.append(num.literal());
        } else if (value instanceof RowValue.Bool bool) {
            out.append(bool.value());
        } else if (value instanceof RowValue.Obj object) {
            appendObject(out, object);
        } else if (value instanceof RowValue.Arr array) {
            appendArray(out, array);
        } else {
            out.append("null");
        }
    }

    private static void appendObject(StringBuilder out, RowValue.Obj object) {
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

    private static void appendArray(StringBuilder out, RowValue.Arr array) {
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

    private static void appendString(StringBuilder out, String text) {
        out.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, from, i).append('\\');
                if (c < ' ') {
                    out.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                } else {
                    out.append(c);
                }
                from = i + 1;
            }
        }
        out.append(text, from, text.length()).append('"');
    }
}
