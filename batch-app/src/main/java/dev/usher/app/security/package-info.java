/**
 * Who may do what over HTTP: clients and their secrets, the tokens they get for them, and the scopes of a token.
 *
 * <p>Start at {@link dev.usher.app.security.SecurityConfiguration}. It knows no job.
 */
@NullMarked
package dev.usher.app.security;

import org.jspecify.annotations.NullMarked;
