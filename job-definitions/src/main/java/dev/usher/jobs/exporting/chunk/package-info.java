/**
 * What is fixed when an export begins, and how far it is: chunks of users in the order of their ids, and the segment that
 * was written of each.
 *
 * <p>Start at {@link dev.usher.jobs.exporting.chunk.ExportChunks}. It reads no user's values and knows no format.
 */
@NullMarked
package dev.usher.jobs.exporting.chunk;

import org.jspecify.annotations.NullMarked;
