package dev.usher.app.credentials;

import java.util.Optional;

/** A user with the hash it has, if any. */
record StoredUser(String userId, Optional<StoredHash> hash) {}
