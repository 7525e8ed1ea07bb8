package dev.usher.jobs.importing.validate;

import dev.usher.jobs.user.StorableText;
import org.hibernate.validator.internal.constraintvalidators.bv.EmailValidator;

/**
 * Whether a text is an e-mail address with a dotted domain. Shared by workers.
 *
 * <p>The plain form that nearly all addresses have is told by one pass; Hibernate Validator judges the others, called
 * without its framework, which would cost more than the rest of the row. The first accepts nothing that the second would
 * refuse.
 */
final class EmailFormat {

    static final int MAX_LENGTH = 254;
    static final int MAX_LOCAL_LENGTH = 64;
    private static final int MAX_LABEL_LENGTH = 63;

    private final EmailValidator engine = new EmailValidator();

    boolean accepts(String text) {
        return isPlain(text) || isUnusual(text);
    }

    /** ASCII letters, digits and {@code ._%+-} before the at sign; labels of letters, digits and hyphens behind it. */
    static boolean isPlain(String text) {
        int at = plainLocalEnd(text);
        return at > 0 && at <= MAX_LOCAL_LENGTH && text.length() <= MAX_LENGTH && isPlainDomain(text, at + 1);
    }

    /** What the engine accepts, less what can't be sent to or is a trap for the eye. */
    boolean isUnusual(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && text.codePointCount(0, at) <= MAX_LOCAL_LENGTH
                && text.codePointCount(0, text.length()) <= MAX_LENGTH
                && hasDottedDomain(text, at + 1)
                && isVisible(text)
                && engine.isValid(text, null);
    }

    private static int plainLocalEnd(String text) {
        char before = '.';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@') {
                return before == '.' ? -1 : i;
            }
            if (c == '.' ? before == '.' : !isLetterOrDigit(c) && c != '_' && c != '-' && c != '+' && c != '%') {
                return -1;
            }
            before = c;
        }
        return -1;
    }

    private static boolean isPlainDomain(String text, int start) {
        int labelStart = start;
        int end = text.length();
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (!isLabel(text, labelStart, i)) {
                    return false;
                }
                labelStart = i + 1;
            } else if (!isLetterOrDigit(c) && c != '-') {
                return false;
            }
        }
        return labelStart > start && isLabel(text, labelStart, end);
    }

    private static boolean isLabel(String text, int start, int end) {
        return end > start
                && end - start <= MAX_LABEL_LENGTH
                && text.charAt(start) != '-'
                && text.charAt(end - 1) != '-';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }

    private static boolean hasDottedDomain(String text, int start) {
        int dot = text.indexOf('.', start);
        return dot > start && text.charAt(start) != '[' && !text.endsWith(".");
    }

    private static boolean isVisible(String text) {
        if (StorableText.firstWrongChar(text) >= 0) {
            return false;
        }
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || (c > ' ' && (Character.isSpaceChar(c) || Character.isWhitespace(c))));
    }
}
