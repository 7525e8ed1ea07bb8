/**
 * How often the server may be asked: by each client, and by each address that wants tokens.
 *
 * <p>Start at {@link dev.usher.app.rest.limit.RateLimits}. It knows no endpoint but that of tokens.
 */
@NullMarked
package dev.usher.app.rest.limit;

import org.jspecify.annotations.NullMarked;
