package dev.usher.jobs.exporting.format;

import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.exporting.field.UserValues;
import java.nio.charset.StandardCharsets;

/**
 * One JSON object per line. A field that the user has no value for is left out; every key is flat, also one with dots.
 */
public final class NdjsonUserFormat implements UserFormat {

    private static final byte[] DELETED =
            (",\"" + FieldSelection.DELETED + "\":true}").getBytes(StandardCharsets.UTF_8);

    private final FieldValue[] values;
    private final byte[][] keys;
    private final int idField;

    public NdjsonUserFormat(FieldSelection selection) {
        idField = selection.idField();
        values = selection.fields().stream()
                .map(field -> new FieldValue(field.source()))
                .toArray(FieldValue[]::new);
        keys = selection.fields().stream()
                .map(field -> JsonText.string(field.outputName()))
                .toArray(byte[][]::new);
    }

    @Override
    public void writeHeader(TextBuffer out) {}

    @Override
    public void write(UserValues user, TextBuffer out) {
        char before = '{';
        for (int i = 0; i < values.length; i++) {
            if (values[i].find(user)) {
                out.append(before);
                out.append(keys[i]);
                out.append(':');
                append(values[i], out);
                before = ',';
            }
        }
        if (before == '{') {
            out.append('{');
        }
        out.append('}');
        out.append('\n');
    }

    @Override
    public void writeDeleted(String userId, TextBuffer out) {
        out.append('{');
        out.append(keys[idField]);
        out.append(':');
        out.append(JsonText.string(userId));
        out.append(DELETED);
        out.append('\n');
    }

    private static void append(FieldValue value, TextBuffer out) {
        switch (value.type()) {
            case TEXT -> JsonText.appendString(out, value.bytes(), value.from(), value.to());
            case NUMBER -> out.append(value.bytes(), value.from(), value.to() - value.from());
            case BOOLEAN -> JsonText.appendBoolean(out, value.bytes()[value.from()]);
            case TIMESTAMP -> {
                out.append('"');
                IsoTimestamp.append(out, value.bytes(), value.from());
                out.append('"');
            }
            case JSON -> JsonText.appendCompact(out, value.bytes(), value.from(), value.to());
        }
    }
}
