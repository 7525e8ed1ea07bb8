package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.MUTUALLY_EXCLUSIVE;
import static dev.usher.jobs.user.UserAttribute.CUSTOM_PASSWORD_HASH;
import static dev.usher.jobs.user.UserAttribute.PASSWORD_HASH;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import org.jspecify.annotations.Nullable;

/** A row gives one password hash at most. */
final class SinglePasswordHashRule implements RowRule {

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        RowValue custom = row.values().get(CUSTOM_PASSWORD_HASH);
        if (custom != null
                && !(custom instanceof RowValue.Null)
                && isGiven(row.values().get(PASSWORD_HASH))) {
            PropertyPath path = PropertyPath.of(CUSTOM_PASSWORD_HASH);
            errors.add(MUTUALLY_EXCLUSIVE, path, custom.at(), "It and password_hash exclude each other");
        }
    }

    private static boolean isGiven(@Nullable RowValue value) {
        return value != null && !(value instanceof RowValue.Null);
    }
}
