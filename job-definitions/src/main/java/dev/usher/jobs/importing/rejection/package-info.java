/**
 * Wrong rows: kept with every reason, counted by code, and written out ready to be mended and imported again.
 *
 * <p>Start at {@link dev.usher.jobs.importing.rejection.RowErrors}. It does not know how a row came to be wrong.
 */
@NullMarked
package dev.usher.jobs.importing.rejection;

import org.jspecify.annotations.NullMarked;
