/**
 * Jobs over HTTP: those who submit them, follow them and take what came of them.
 *
 * <p>Start at {@link dev.usher.app.rest.job.JobController}. It decides nothing about a job: the facades do.
 */
@NullMarked
package dev.usher.app.rest.job;

import org.jspecify.annotations.NullMarked;
