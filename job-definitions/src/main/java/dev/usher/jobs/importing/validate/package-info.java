/**
 * From raw row to outcome: accepted with its values as they are stored, or rejected with everything that is wrong.
 *
 * <p>Start at {@link dev.usher.jobs.importing.validate.RowValidator}; each condition is a class of its own, behind
 * {@link dev.usher.jobs.importing.validate.RowRule}. It knows no file format, no database and no other row.
 */
@NullMarked
package dev.usher.jobs.importing.validate;

import org.jspecify.annotations.NullMarked;
