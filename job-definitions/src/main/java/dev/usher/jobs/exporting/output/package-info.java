/**
 * Bytes of an export: a segment for each chunk, and the one file that comes of them.
 *
 * <p>Start at {@link dev.usher.jobs.exporting.output.SegmentWriter} and
 * {@link dev.usher.jobs.exporting.output.ExportFile}. It knows neither users nor the database.
 */
@NullMarked
package dev.usher.jobs.exporting.output;

import org.jspecify.annotations.NullMarked;
