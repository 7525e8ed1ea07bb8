package dev.usher.jobs.search;

import org.jspecify.annotations.Nullable;

/**
 * Where a comparison stands.
 *
 * @param field null for a value without one
 * @param column from 1
 */
record Place(@Nullable String field, int column) {

    private static final int SHOWN = 80;

    /** @param what goes on where the field was named: {@code takes true or false} */
    InvalidQueryException refuse(String what) {
        return new InvalidQueryException(subject() + " (column " + column + ") " + what);
    }

    private String subject() {
        return field == null ? "The value without a field" : "Field '" + shown(field) + "'";
    }

    /** What somebody wrote, without what could upset a terminal or a log. */
    static String shown(String text) {
        var visible = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "\u00b7");
        return visible.codePointCount(0, visible.length()) <= SHOWN
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, SHOWN)) + "\u2026";
    }
}
