/**
 * The tokens that clients get for their secrets, and the keys that sign them.
 *
 * <p>Start at {@link dev.usher.app.security.token.TokenConfiguration}. It does not know what a token is good for.
 */
@NullMarked
package dev.usher.app.security.token;

import org.jspecify.annotations.NullMarked;
