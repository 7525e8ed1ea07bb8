/**
 * Requests to addresses that others name: what an address may look like, and to which machines a connection is made.
 *
 * <p>Start at {@link dev.usher.app.outbound.OutboundHttp}. It does not know why somebody is asked.
 */
@NullMarked
package dev.usher.app.outbound;

import org.jspecify.annotations.NullMarked;
