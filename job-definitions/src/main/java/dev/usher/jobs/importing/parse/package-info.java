/**
 * Turns the bytes of a record into a {@link dev.usher.jobs.importing.row.RawRow}, with the place of every value and of
 * everything that is wrong.
 *
 * <p>Start at {@link dev.usher.jobs.importing.parse.RowReaders}. It must not know which values are valid, nor where the
 * row goes.
 */
@NullMarked
package dev.usher.jobs.importing.parse;

import org.jspecify.annotations.NullMarked;
