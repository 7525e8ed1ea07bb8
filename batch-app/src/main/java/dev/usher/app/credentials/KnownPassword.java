package dev.usher.app.credentials;

import java.util.Optional;

/**
 * A password that is known to be a user's. It has a user id, an e-mail address, or both; the user id decides.
 *
 * @param line where it stands in its file, from 1
 * @param connection name of the connection; needed only where users of several have the same e-mail address
 */
record KnownPassword(
        long line, Optional<String> userId, Optional<String> email, Optional<String> connection, String password) {

    @Override
    public String toString() {
        return "KnownPassword[line=" + line + "]";
    }
}
