/**
 * Bytes of an export: a segment for each chunk, and the one file that comes of them.
 *
 * <p>Start at {@link dev.usher.jobs.exporting.output.SegmentWriter} and
 * {@link dev.usher.jobs.exporting.output.ExportFile}. A user is to it what a format
 * writes of him; it knows no table.
 */
@NullMarked
package dev.usher.jobs.exporting.output;

import org.jspecify.annotations.NullMarked;
