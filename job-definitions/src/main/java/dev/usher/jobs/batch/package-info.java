/**
 * What every job needs of Spring Batch: who owns it, how it is stopped, and steps that several workers share.
 *
 * <p>Start at {@link dev.usher.jobs.batch.RangeStep} and {@link dev.usher.jobs.batch.JobLease}. It knows no user, no
 * file and not what a job does.
 */
@NullMarked
package dev.usher.jobs.batch;

import org.jspecify.annotations.NullMarked;
