/**
 * What jobs look like from outside: their state, progress and summary, in our own words.
 *
 * <p>Start at {@link dev.usher.app.status.JobStatusService}. It starts and stops nothing.
 */
@NullMarked
package dev.usher.app.status;

import org.jspecify.annotations.NullMarked;
