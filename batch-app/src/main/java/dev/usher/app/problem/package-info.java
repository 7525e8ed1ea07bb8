/**
 * Why a request can't be met: a closed list of problems, each with a sentence for the person who asked. And what keeps a
 * process from starting: settings that make no sense.
 *
 * <p>Start at {@link dev.usher.app.problem.ProblemType}. It is below every facade and knows none of them.
 */
@NullMarked
package dev.usher.app.problem;

import org.jspecify.annotations.NullMarked;
