package dev.usher.jobs.importing.row;

/**
 * What an accepted row gives and an import makes of it what its author may not expect.
 *
 * @param about a name without user data: of a property, or of a strategy
 */
public record RowWarning(Code code, String about) {

    /** Kinds of warnings, as they are kept with the job; they are never renamed. */
    public enum Code {
        /** A property that only an export writes; it was passed over. */
        IGNORED_PROPERTY,
        /** A user id that begins as those of another strategy, or of another connection of an enterprise strategy. */
        FOREIGN_USER_ID
    }

    /** For the operator; the number of rows follows. */
    public String sentence() {
        return switch (code) {
            case IGNORED_PROPERTY -> about + " is written by exports only and was ignored";
            case FOREIGN_USER_ID ->
                "user_id begins with " + about + "|, as in another connection, and got the prefix of this one in front"
                        + " of that";
        };
    }
}
