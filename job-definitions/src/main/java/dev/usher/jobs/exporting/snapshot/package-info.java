/**
 * Reads users by the chunk, as bytes, in the order of their ids.
 *
 * <p>Start at {@link dev.usher.jobs.exporting.snapshot.UserSnapshot}. It knows no format and writes nothing.
 */
@NullMarked
package dev.usher.jobs.exporting.snapshot;

import org.jspecify.annotations.NullMarked;
