package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.CustomPasswordHash;
import org.jspecify.annotations.Nullable;

/** A new password as its connection keeps it: one of the two. */
public record HashedPassword(
        @Nullable String bcrypt, @Nullable CustomPasswordHash custom) {

    /** Without the hash, so that no log ever has it. */
    @Override
    public String toString() {
        return "HashedPassword[]";
    }
}
