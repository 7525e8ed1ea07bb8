/**
 * What an input is: its format, its dialect, whether it is packed, and the ranges into which it is cut.
 *
 * <p>Start at {@link dev.usher.jobs.importing.source.InputProbe}. It knows no record and no user.
 */
@NullMarked
package dev.usher.jobs.importing.source;

import org.jspecify.annotations.NullMarked;
