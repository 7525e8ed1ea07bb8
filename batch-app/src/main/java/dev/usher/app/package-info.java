/**
 * The application put together: which database, which settings, and the process that the command line starts.
 *
 * <p>Start at {@link dev.usher.app.Usher}. It holds no behaviour of its own: what a command does is in {@code cli}, what
 * a job does in the job definitions.
 */
@NullMarked
package dev.usher.app;

import org.jspecify.annotations.NullMarked;
