/**
 * Bytes in and out: copied inputs, unpacked inputs and rejects, kept under names that only the store makes.
 *
 * <p>Start at {@link dev.usher.jobs.file.FileStore}. It knows no format, no job and no database.
 */
@NullMarked
package dev.usher.jobs.file;

import org.jspecify.annotations.NullMarked;
