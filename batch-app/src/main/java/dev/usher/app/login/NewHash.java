package dev.usher.app.login;

import org.jspecify.annotations.Nullable;

/**
 * A password as its connection keeps it: one of the two.
 *
 * @param customHash JSON
 */
record NewHash(@Nullable String hash, @Nullable String customHash) {

    @Override
    public String toString() {
        return "NewHash[]";
    }
}
