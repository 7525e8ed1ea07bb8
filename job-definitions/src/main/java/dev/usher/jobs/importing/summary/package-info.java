/**
 * What happened to the rows of an import, in numbers that are computed from the database and must add up.
 *
 * <p>Start at {@link dev.usher.jobs.importing.summary.ImportSummaries}. It knows no file and no stage.
 */
@NullMarked
package dev.usher.jobs.importing.summary;

import org.jspecify.annotations.NullMarked;
