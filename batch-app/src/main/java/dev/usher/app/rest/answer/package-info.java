/**
 * What all answers of the API have in common: how errors look, how moments are written.
 *
 * <p>Start at {@link dev.usher.app.rest.answer.ErrorAnswers}. It knows no resource.
 */
@NullMarked
package dev.usher.app.rest.answer;

import org.jspecify.annotations.NullMarked;
