package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.NOT_PASSED;
import static dev.usher.jobs.importing.row.RowErrorCode.PATTERN;
import static dev.usher.jobs.user.UserAttribute.USERNAME;

import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;

/** The username has the connection's length and a username's characters, and is no e-mail address. */
final class UsernameFormatRule implements RowRule {

    private static final String FORM = "^[A-Za-z0-9@`^$!\\-#.+'~_]*$";

    private final ConnectionOptions options;
    private final EmailFormat emailFormat;

    UsernameFormatRule(ConnectionOptions options, EmailFormat emailFormat) {
        this.options = options;
        this.emailFormat = emailFormat;
    }

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        if (row.values().get(USERNAME) instanceof RowValue.Text username) {
            PropertyPath path = PropertyPath.of(USERNAME);
            TextLength.check(username, options.usernameMinLength(), options.usernameMaxLength(), path, errors);
            checkForm(username, path, errors);
        }
    }

    private void checkForm(RowValue.Text username, PropertyPath path, RowErrorCollector errors) {
        String value = username.value();
        if (!hasAllowedCharacters(value)) {
            String message = "String does not match pattern " + FORM + ": " + Shown.of(value);
            errors.add(PATTERN, path, username.at(), message);
        } else if (value.indexOf('@') > 0 && emailFormat.accepts(value)) {
            errors.add(NOT_PASSED, path, username.at(), "A username must not be an e-mail address");
        }
    }

    private static boolean hasAllowedCharacters(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
            if (!letterOrDigit && "@`^$!-#.+'~_".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
