/**
 * What an export to CSV and the import of such a file agree on.
 *
 * <p>Start at {@link dev.usher.jobs.csv.CsvEscape}. It knows no file and no user.
 */
@NullMarked
package dev.usher.jobs.csv;

import org.jspecify.annotations.NullMarked;
