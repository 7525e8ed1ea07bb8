/**
 * What those who run an installation need: retention of what jobs leave behind, and metrics of the jobs.
 *
 * <p>Start at {@link dev.usher.app.operations.RetentionCleaner} and {@link dev.usher.app.operations.JobMetrics}. It runs
 * no job.
 */
@NullMarked
package dev.usher.app.operations;

import org.jspecify.annotations.NullMarked;
