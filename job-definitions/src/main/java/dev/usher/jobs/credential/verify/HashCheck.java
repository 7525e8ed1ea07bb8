package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.CustomPasswordHash;

/** Computes the hash of a password as one algorithm does, and compares in constant time. Shared by all threads. */
@FunctionalInterface
interface HashCheck {

    /**
     * @param password the password in the encoding that the hash names
     * @param hash well formed and within the limits
     */
    boolean matches(byte[] password, CustomPasswordHash hash);
}
