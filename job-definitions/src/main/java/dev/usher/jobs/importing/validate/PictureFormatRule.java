package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.row.RowErrorCode.INVALID_FORMAT;
import static dev.usher.jobs.user.UserAttribute.PICTURE;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;

/** The picture is the address of a web page: pages that show it must not be led to run it. */
final class PictureFormatRule implements RowRule {

    @Override
    public void errorsFor(RawRow row, RowErrorCollector errors) {
        if (row.values().get(PICTURE) instanceof RowValue.Text picture && !isWebAddress(picture.value())) {
            String message = "Object didn't pass validation for format strict-uri: " + Shown.of(picture.value());
            errors.add(INVALID_FORMAT, PropertyPath.of(PICTURE), picture.at(), message);
        }
    }

    private static boolean isWebAddress(String text) {
        int host = startsWith(text, "https://") ? 8 : startsWith(text, "http://") ? 7 : -1;
        if (host < 0 || host == text.length() || !isHostStart(text.charAt(host))) {
            return false;
        }
        for (int i = host; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '"' || c == '<' || c == '>' || (c >= 0x7F && c <= 0xA0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(String text, String scheme) {
        return text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static boolean isHostStart(char c) {
        return Character.isLetterOrDigit(c) || c == '[';
    }
}
