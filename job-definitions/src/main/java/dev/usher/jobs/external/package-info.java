/**
 * Files outside of Usher: where imports take theirs from and exports put theirs, under names that the configuration gives.
 *
 * <p>Start at {@link dev.usher.jobs.external.ExternalStore}. It knows no protocol, no job and no database.
 */
@NullMarked
package dev.usher.jobs.external;

import org.jspecify.annotations.NullMarked;
