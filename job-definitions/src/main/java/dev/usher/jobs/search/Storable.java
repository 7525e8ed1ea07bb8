package dev.usher.jobs.search;

import dev.usher.jobs.user.StorableText;

/** What no user can have in any attribute, and no statement can carry. */
final class Storable {

    private Storable() {}

    /** @param column where the text stands in the query, from 1 */
    static void require(String text, int column) {
        if (!StorableText.isStorable(text)) {
            throw new InvalidQueryException("The text at column " + column
                    + " holds a character that no user can have: NUL, or half of a pair.");
        }
    }
}
