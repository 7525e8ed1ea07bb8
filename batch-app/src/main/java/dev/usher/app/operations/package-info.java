/**
 * What keeps an installation tidy: retention of staged rows, inputs and errors.
 *
 * <p>Start at {@link dev.usher.app.operations.RetentionCleaner}. It runs no job.
 */
@NullMarked
package dev.usher.app.operations;

import org.jspecify.annotations.NullMarked;
