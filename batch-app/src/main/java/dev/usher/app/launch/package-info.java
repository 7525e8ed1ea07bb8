/**
 * The only code that starts, stops and restarts jobs, and that decides which process owns one.
 *
 * <p>Start at {@link dev.usher.app.launch.JobLaunchService}. It does not know who asks.
 */
@NullMarked
package dev.usher.app.launch;

import org.jspecify.annotations.NullMarked;
