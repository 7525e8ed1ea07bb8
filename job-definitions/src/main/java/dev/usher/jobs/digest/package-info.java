/**
 * Checksums of files, of rows and of what is not to be kept itself.
 *
 * <p>Start at {@link dev.usher.jobs.digest.Sha256}. It knows nothing of what it digests.
 */
@NullMarked
package dev.usher.jobs.digest;

import org.jspecify.annotations.NullMarked;
