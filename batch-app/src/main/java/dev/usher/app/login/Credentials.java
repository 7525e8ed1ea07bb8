package dev.usher.app.login;

import org.jspecify.annotations.Nullable;

/**
 * A name and a password, as they were typed.
 *
 * @param realm the name of the connection that is meant; null for any
 */
public record Credentials(
        String name, String password, @Nullable String realm) {

    /** Without both, so that no log ever has them. */
    @Override
    public String toString() {
        return "Credentials[]";
    }
}
