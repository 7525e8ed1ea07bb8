package dev.usher.jobs.importing.validate;

/**
 * What PostgreSQL's numeric, and so jsonb, can store: 131,072 digits before the point and 16,383 after it.
 *
 * <p>Judged by counting the digits of the literal: {@code 1e999999999} must not become a number first.
 */
final class StorableNumber {

    private static final int MAX_BEFORE_POINT = 131_072;
    private static final int MAX_AFTER_POINT = 16_383;
    private static final int MAX_EXPONENT_DIGITS = 9;

    private StorableNumber() {}

    /** @param literal a number as JSON writes it */
    static boolean fits(String literal) {
        if (literal.length() < 20 && literal.indexOf('e') < 0 && literal.indexOf('E') < 0) {
            return true;
        }
        int mantissaEnd = mantissaEnd(literal);
        int exponentDigits = literal.length() - mantissaEnd;
        if (exponentDigits > MAX_EXPONENT_DIGITS) {
            return false;
        }
        return digitsFit(literal, mantissaEnd, exponent(literal, mantissaEnd));
    }

    /**
     * Characters of the number as the database writes it, without an exponent; more than a literal such as {@code
     * 1e100000} shows.
     */
    static long writtenLength(String literal) {
        int mantissaEnd = mantissaEnd(literal);
        if (mantissaEnd == literal.length() || !fits(literal)) {
            return literal.length();
        }
        return mantissaEnd + Math.abs((long) exponent(literal, mantissaEnd));
    }

    private static boolean digitsFit(String literal, int end, int exponent) {
        int point = literal.indexOf('.');
        int integerEnd = point < 0 ? end : point;
        int fraction = point < 0 ? 0 : end - point - 1;
        int firstDigit = firstNonZeroDigit(literal, end);
        long before = (long) integerEnd - firstDigit + exponent + (firstDigit > integerEnd ? 1 : 0);
        boolean zero = firstDigit == end;
        return (zero || before <= MAX_BEFORE_POINT) && (long) fraction - exponent <= MAX_AFTER_POINT;
    }

    private static int firstNonZeroDigit(String literal, int end) {
        for (int i = 0; i < end; i++) {
            if (literal.charAt(i) >= '1' && literal.charAt(i) <= '9') {
                return i;
            }
        }
        return end;
    }

    private static int mantissaEnd(String literal) {
        int e = Math.max(literal.indexOf('e'), literal.indexOf('E'));
        return e < 0 ? literal.length() : e;
    }

    private static int exponent(String literal, int mantissaEnd) {
        return mantissaEnd == literal.length() ? 0 : Integer.parseInt(literal, mantissaEnd + 1, literal.length(), 10);
    }
}
