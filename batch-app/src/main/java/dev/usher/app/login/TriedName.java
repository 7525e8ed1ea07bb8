package dev.usher.app.login;

/**
 * A name by which somebody tried to log in. The same name in another connection is another user's, so what is counted or
 * forgotten for the one says nothing of the other.
 *
 * @param connectionId where it was looked for; empty if that was in several, and not exactly one knows it
 * @param identifier as {@link PasswordLogins#identifier} makes it
 */
record TriedName(String connectionId, String identifier) {

    /** What is counted for a user by whatever name. */
    static TriedName ofUser(String userId) {
        return new TriedName("", userId);
    }

    /** Without the name, so that no log ever has it. */
    @Override
    public String toString() {
        return "TriedName[" + connectionId + "]";
    }
}
