/**
 * The export of users into a file: what can be asked for, and the job that does it.
 *
 * <p>Start at {@link dev.usher.jobs.exporting.UserExportJobConfiguration}, which reads as the list of the job's stages.
 * It knows nothing of who starts the job or watches it.
 */
@NullMarked
package dev.usher.jobs.exporting;

import org.jspecify.annotations.NullMarked;
