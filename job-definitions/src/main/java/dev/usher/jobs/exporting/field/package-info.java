/**
 * Which values of a user an export writes, what they are called in the file, and from which columns they come.
 *
 * <p>Start at {@link dev.usher.jobs.exporting.field.FieldSelection}. It knows no file format and no database.
 */
@NullMarked
package dev.usher.jobs.exporting.field;

import org.jspecify.annotations.NullMarked;
