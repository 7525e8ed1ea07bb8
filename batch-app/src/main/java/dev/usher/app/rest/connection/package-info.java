/**
 * Connections over HTTP, in the shape that Auth0 gives them.
 *
 * <p>Start at {@link dev.usher.app.rest.connection.ConnectionController}. What a connection may be is decided where it is
 * defined.
 */
@NullMarked
package dev.usher.app.rest.connection;

import org.jspecify.annotations.NullMarked;
