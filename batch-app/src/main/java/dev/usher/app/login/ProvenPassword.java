package dev.usher.app.login;

import java.util.Optional;

/**
 * That a typed password is right.
 *
 * @param stored what it was held against, some time ago
 * @param renewal what is to be stored instead; empty if it can stay as it is
 */
record ProvenPassword(StoredPassword stored, Optional<NewHash> renewal) {}
