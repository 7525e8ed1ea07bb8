/**
 * Buckets that are reached by the protocol of Amazon S3.
 *
 * <p>Start at {@link dev.usher.app.storage.s3.S3Store}. Only here are classes of Amazon's library named.
 */
@NullMarked
package dev.usher.app.storage.s3;

import org.jspecify.annotations.NullMarked;
