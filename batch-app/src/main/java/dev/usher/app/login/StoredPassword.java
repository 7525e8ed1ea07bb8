package dev.usher.app.login;

import dev.usher.jobs.connection.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What a password is held against.
 *
 * @param rowId of the user, or of the linked identity, whose password it is
 * @param userId of the user who is logged in by it
 * @param customHash JSON as an import gave it
 */
record StoredPassword(
        String rowId,
        String userId,
        Connection connection,
        @Nullable String hash,
        @Nullable String customHash) {

    /** Without the hashes, so that no log ever has them. */
    @Override
    public String toString() {
        return "StoredPassword[" + rowId + "]";
    }
}
