package dev.usher.jobs.exporting.format;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.exporting.field.UserValues;

/** CSV as RFC 4180 has it: a header, and a record per user. */
public final class CsvUserFormat implements UserFormat {

    public CsvUserFormat(FieldSelection selection, CsvEscape escape) {
        throw new UnsupportedOperationException(selection.fields() + " " + escape);
    }

    @Override
    public void writeHeader(TextBuffer out) {}

    @Override
    public void write(UserValues user, TextBuffer out) {}
}
