package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.PATTERN;
import static dev.usher.jobs.user.UserAttribute.PHONE_NUMBER;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;

/** The phone number is written as E.164 has it: a plus sign and up to 15 digits. */
final class PhoneNumberFormatRule implements RowRule {

    static final String FORM = "^\\+[0-9]{1,15}$";

    private static final int MAX_LENGTH = 16;

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        if (row.values().get(PHONE_NUMBER) instanceof RowValue.Text phone && !isE164(phone.value())) {
            String message = "String does not match pattern " + FORM + ": " + Shown.of(phone.value());
            errors.add(PATTERN, PropertyPath.of(PHONE_NUMBER), phone.at(), message);
        }
    }

    private static boolean isE164(String text) {
        if (text.length() < 2 || text.length() > MAX_LENGTH || text.charAt(0) != '+') {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
