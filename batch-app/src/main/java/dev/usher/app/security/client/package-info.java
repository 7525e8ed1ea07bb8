/**
 * The programs that may call Usher: their secrets, and what each may do.
 *
 * <p>Start at {@link dev.usher.app.security.client.Clients}. It knows neither HTTP nor tokens.
 */
@NullMarked
package dev.usher.app.security.client;

import org.jspecify.annotations.NullMarked;
