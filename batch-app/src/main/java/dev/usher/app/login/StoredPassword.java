package dev.usher.app.login;

import dev.usher.jobs.connection.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What a password is held against.
 *
 * @param subject who is logged in by it
 * @param customHash JSON as an import gave it
 */
record StoredPassword(
        Subject subject,
        Connection connection,
        @Nullable String hash,
        @Nullable String customHash) {

    /** What wrong passwords are counted for that were held against it. */
    TriedName triedAs(String identifier) {
        return new TriedName(connection.id(), identifier);
    }

    /** Without the hashes, so that no log ever has them. */
    @Override
    public String toString() {
        return "StoredPassword[" + subject.identityId() + "]";
    }
}
