package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.MIN_LENGTH;
import static dev.usher.jobs.importing.row.RowErrorCode.PATTERN;
import static dev.usher.jobs.user.UserAttribute.USER_ID;

import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;

/** The user id holds no white space, and is neither empty nor, with its prefix, too long. */
final class UserIdFormatRule implements RowRule {

    private final ConnectionRules connection;
    private final String prefix;

    UserIdFormatRule(ConnectionRules connection) {
        this.connection = connection;
        this.prefix = connection.userIdPrefix();
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        if (row.values().get(USER_ID) instanceof RowValue.Text userId) {
            checkForm(userId, errors);
            checkLength(userId, errors);
        }
    }

    private static void checkForm(RowValue.Text userId, RowErrorCollector errors) {
        String value = userId.value();
        for (int i = 0; i < value.length(); i++) {
            if (isWhiteSpace(value.charAt(i))) {
                String message = "String does not match pattern ^\\S*$: " + Shown.of(value);
                errors.add(PATTERN, PropertyPath.of(USER_ID), userId.at(), message);
                return;
            }
        }
    }

    private void checkLength(RowValue.Text userId, RowErrorCollector errors) {
        String value = userId.value();
        PropertyPath path = PropertyPath.of(USER_ID);
        if (value.isEmpty() || value.equals(prefix)) {
            errors.add(MIN_LENGTH, path, userId.at(), "String is too short (0 chars), minimum 1");
        } else if (value.length() + prefix.length() > USER_ID.maxLength()) {
            TextLength.check(connection.qualifyUserId(value), userId.at(), 1, USER_ID.maxLength(), path, errors);
        }
    }

    /** White space as the patterns of JSON Schema understand it. */
    private static boolean isWhiteSpace(char c) {
        if (c < 0x80) {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        return Character.isSpaceChar(c) || c == '\uFEFF';
    }
}
