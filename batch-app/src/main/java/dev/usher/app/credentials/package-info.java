/**
 * Whether imported password hashes can be verified: known passwords are held against what is stored, and where they do not
 * match, likely mistakes in the parameters are tried.
 *
 * <p>Start at {@link dev.usher.app.credentials.CredentialCheck}. Passwords, hashes and e-mail addresses never leave this
 * package; rows are named by their line and the id of their user.
 */
@NullMarked
package dev.usher.app.credentials;

import org.jspecify.annotations.NullMarked;
