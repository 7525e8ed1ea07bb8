package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.INVALID_FORMAT;
import static dev.usher.jobs.importing.row.RowErrorCode.MAX_LENGTH;
import static dev.usher.jobs.user.UserAttribute.EMAIL;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import java.util.Locale;

/** The e-mail address is one, in the form in which it is stored as well as in the file's. */
final class EmailFormatRule implements RowRule {

    private final EmailFormat format;

    EmailFormatRule(EmailFormat format) {
        this.format = format;
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        if (row.values().get(EMAIL) instanceof RowValue.Text email && !EmailFormat.isPlain(email.value())) {
            checkUnusual(email, errors);
        }
    }

    private void checkUnusual(RowValue.Text email, RowErrorCollector errors) {
        String value = email.value();
        // Lower case may be longer than upper case, and what is too long is not shown to the engine.
        String stored = value.length() > EmailFormat.MAX_LENGTH ? value : value.toLowerCase(Locale.ROOT);
        int length = stored.codePointCount(0, stored.length());
        PropertyPath path = PropertyPath.of(EMAIL);
        if (length > EmailFormat.MAX_LENGTH) {
            String message = "String is too long (" + length + " chars), maximum " + EmailFormat.MAX_LENGTH;
            errors.add(MAX_LENGTH, path, email.at(), message);
        } else if (!format.isUnusual(value) || !format.accepts(stored)) {
            String message = "Object didn't pass validation for format email: " + Shown.of(value);
            errors.add(INVALID_FORMAT, path, email.at(), message);
        }
    }
}
