package dev.usher.jobs.search;

import java.nio.charset.StandardCharsets;

/** What no user can have in any attribute, and no statement can carry. */
final class Storable {

    private Storable() {}

    /** @param column where the text stands in the query, from 1 */
    static void require(String text, int column) {
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidQueryException("The text at column " + column
                    + " holds a character that no user can have: NUL, or half of a pair.");
        }
    }
}
