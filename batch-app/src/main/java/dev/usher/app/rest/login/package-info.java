/**
 * What comes of logins, over HTTP: profiles of who is logged in, blocks, revocations, recovery codes.
 *
 * <p>Start at {@link dev.usher.app.rest.login.LoginRestConfiguration}. Logins themselves are requests for tokens.
 */
@NullMarked
package dev.usher.app.rest.login;

import org.jspecify.annotations.NullMarked;
