/**
 * The values that flow through an import, from raw record to accepted or rejected row; plain Java.
 *
 * <p>Start at {@link dev.usher.jobs.importing.row.RawRow} and {@link dev.usher.jobs.importing.row.RowOutcome}.
 * It knows no file, no parser and no database.
 */
@NullMarked
package dev.usher.jobs.importing.row;

import org.jspecify.annotations.NullMarked;
