/**
 * Accepted rows on their way: the staging table of a job, and the COPY that fills it.
 *
 * <p>Start at {@link dev.usher.jobs.importing.stage.StagingTable}. It knows no user that exists already.
 */
@NullMarked
package dev.usher.jobs.importing.stage;

import org.jspecify.annotations.NullMarked;
