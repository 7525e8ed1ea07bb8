/**
 * Passwords against their hashes: whether one matches, how new hashes are made, and whether a password is strong enough.
 *
 * <p>Start at {@link dev.usher.jobs.credential.verify.PasswordVerifier}. Nothing here logs, and no message or {@code
 * toString} repeats a password or a hash. The classes of the libraries are loaded by the first use only: a command that
 * verifies nothing does not pay for them.
 */
@NullMarked
package dev.usher.jobs.credential.verify;

import org.jspecify.annotations.NullMarked;
