/**
 * Password hashes and MFA factors as other systems hand them over: what they are, and whether they are well formed.
 *
 * <p>Start at {@link dev.usher.jobs.credential.CustomPasswordHash}. It knows no row, no file and no database, and
 * nothing it says about a credential repeats the credential.
 */
@NullMarked
package dev.usher.jobs.credential;

import org.jspecify.annotations.NullMarked;
