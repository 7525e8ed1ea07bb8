/**
 * Turns the values of a user into the bytes of an export: NDJSON or CSV.
 *
 * <p>Start at {@link dev.usher.jobs.exporting.format.UserFormat}. It must not know where users come from, nor where the
 * bytes go.
 */
@NullMarked
package dev.usher.jobs.exporting.format;

import org.jspecify.annotations.NullMarked;
