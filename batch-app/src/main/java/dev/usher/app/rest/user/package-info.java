/**
 * Users over HTTP.
 *
 * <p>Start at {@link dev.usher.app.rest.user.UserController}. What is allowed is decided in {@code app.users}; here stand the
 * parameters, the scopes and the codes.
 */
@NullMarked
package dev.usher.app.rest.user;

import org.jspecify.annotations.NullMarked;
