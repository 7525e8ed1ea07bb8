package dev.usher.jobs.batch;

import org.jspecify.annotations.Nullable;

/**
 * The rows with {@code low < key <= high}, keys compared byte by byte.
 *
 * <p>Ranges of a job meet and do not overlap: with 50 rows a range, keys {@code a…} to {@code z…} may be cut into
 * {@code (null, "h3"]}, {@code ("h3", "q9"]}, {@code ("q9", null]}.
 *
 * @param number 0-based, in the order of the keys
 * @param low null where nothing is below
 * @param high null where nothing is above
 */
public record KeyRange(
        int number, @Nullable String low, @Nullable String high) {

    /** A condition on a column, with the parameters {@code :low} and {@code :high} where they are needed. */
    public String condition(String column) {
        var above = low == null ? "" : " AND " + column + " > :low";
        var below = high == null ? "" : " AND " + column + " <= :high";
        return column + " IS NOT NULL" + above + below;
    }
}
