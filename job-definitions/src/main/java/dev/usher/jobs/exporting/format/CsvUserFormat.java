package dev.usher.jobs.exporting.format;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.exporting.field.SelectedField;
import dev.usher.jobs.exporting.field.SelectedField.Whole;
import dev.usher.jobs.exporting.field.UserValues;
import dev.usher.jobs.profile.UserColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * CSV as RFC 4180 has it: comma, CRLF, a header. Texts always stand in quotes and other values never do, so that an empty
 * text ({@code ""}) differs from none. Objects and arrays are texts that hold JSON.
 */
public final class CsvUserFormat implements UserFormat {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.UTF_8);

    private final List<SelectedField> fields;
    private final FieldValue[] values;
    private final CsvEscape escape;
    private final int idField;
    private final boolean tombstones;
    private final TextBuffer scratch = new TextBuffer(1024);

    public CsvUserFormat(FieldSelection selection, CsvEscape escape) {
        this(selection, escape, false);
    }

    /** @param tombstones whether there is a column more, that says of users whether they were deleted */
    public CsvUserFormat(FieldSelection selection, CsvEscape escape, boolean tombstones) {
        this.idField = selection.idField();
        this.tombstones = tombstones;
        this.fields = selection.fields();
        this.values =
                fields.stream().map(field -> new FieldValue(field.source())).toArray(FieldValue[]::new);
        this.escape = escape;
    }

    @Override
    public void writeHeader(TextBuffer out) {
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            CsvCell.appendName(out, header(fields.get(i)), escape.ofHeader());
        }
        if (tombstones) {
            out.append(',');
            CsvCell.appendName(out, FieldSelection.DELETED, escape.ofHeader());
        }
        endRecord(out);
    }

    /** A whole object is named so that an import reads it as one. */
    private static String header(SelectedField field) {
        boolean whole =
                field.source() instanceof Whole column && column.column().type() == UserColumn.Type.JSON;
        return whole ? field.outputName() + ":json" : field.outputName();
    }

    @Override
    public void write(UserValues user, TextBuffer out) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            if (values[i].find(user)) {
                append(values[i], out);
            }
        }
        if (tombstones) {
            out.append(',');
        }
        endRecord(out);
    }

    @Override
    public void writeDeleted(String userId, TextBuffer out) {
        byte[] id = userId.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < values.length; i++) {
            if (i == idField) {
                CsvCell.appendText(out, id, 0, id.length, escape);
            }
            out.append(',');
        }
        out.append(TRUE);
        endRecord(out);
    }

    private void append(FieldValue value, TextBuffer out) {
        switch (value.type()) {
            case TEXT -> CsvCell.appendText(out, value.bytes(), value.from(), value.to(), escape);
            case NUMBER -> out.append(value.bytes(), value.from(), value.to() - value.from());
            case BOOLEAN -> JsonText.appendBoolean(out, value.bytes()[value.from()]);
            case TIMESTAMP -> IsoTimestamp.append(out, value.bytes(), value.from());
            case JSON -> appendJson(value, out);
        }
    }

    private void appendJson(FieldValue value, TextBuffer out) {
        byte first = value.bytes()[value.from()];
        if (!value.isInner() || first == '{' || first == '[') {
            scratch.clear();
            JsonText.appendCompact(scratch, value.bytes(), value.from(), value.to());
            CsvCell.appendText(out, scratch.bytes(), 0, scratch.length(), escape);
        } else if (first == '"') {
            scratch.clear();
            JsonText.appendUnescaped(scratch, value.bytes(), value.from() + 1, value.to() - 1);
            CsvCell.appendText(out, scratch.bytes(), 0, scratch.length(), escape);
        } else if (first != 'n') {
            out.append(value.bytes(), value.from(), value.to() - value.from());
        }
    }

    private static void endRecord(TextBuffer out) {
        out.append('\r');
        out.append('\n');
    }
}
