/**
 * Cuts an input at record boundaries, first into parts for the workers, then into blocks of records.
 *
 * <p>Start at {@link dev.usher.jobs.importing.split.FileSplitter}; both passes find the boundaries with the same
 * classes. It must not know what a record means.
 */
@NullMarked
package dev.usher.jobs.importing.split;

import org.jspecify.annotations.NullMarked;
