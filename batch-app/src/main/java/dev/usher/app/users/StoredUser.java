package dev.usher.app.users;

import org.jspecify.annotations.Nullable;

/**
 * What must be known of a user, or of an identity that was linked to one, to change it.
 *
 * @param linkedTo of whom it is an identity; null if it is a user of its own
 * @param appMetadata JSON
 * @param userMetadata JSON
 */
record StoredUser(
        String userId,
        String connectionId,
        @Nullable String linkedTo,
        @Nullable String email,
        @Nullable String phoneNumber,
        @Nullable String appMetadata,
        @Nullable String userMetadata) {

    /** Without the values, so that no log ever has them. */
    @Override
    public String toString() {
        return "StoredUser[" + userId + "]";
    }
}
