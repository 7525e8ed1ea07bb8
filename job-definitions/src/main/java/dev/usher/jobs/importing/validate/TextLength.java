package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.MAX_LENGTH;
import static dev.usher.jobs.importing.row.RowErrorCode.MIN_LENGTH;

import dev.usher.jobs.importing.row.RowValue;

/** Lengths in code points, which is how the database and JSON Schema count characters. */
final class TextLength {

    private TextLength() {}

    static void check(RowValue.Text text, int min, int max, PropertyPath path, RowErrorCollector errors) {
        check(text.value(), text.at(), min, max, path, errors);
    }

    /** @param value the text as it will be stored, which may differ from the file's */
    static void check(String value, int at, int min, int max, PropertyPath path, RowErrorCollector errors) {
        // A code point is one or two chars, so most texts need no counting.
        if (value.length() <= max && value.length() >= 2 * min) {
            return;
        }
        int length = value.codePointCount(0, value.length());
        if (length < min) {
            errors.add(MIN_LENGTH, path, at, "String is too short (" + length + " chars), minimum " + min);
        } else if (length > max) {
            errors.add(MAX_LENGTH, path, at, "String is too long (" + length + " chars), maximum " + max);
        }
    }
}
