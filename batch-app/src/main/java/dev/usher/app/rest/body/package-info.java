/**
 * Bodies and queries of requests: checked member by member, with the sentences that clients know.
 *
 * <p>Start at {@link dev.usher.app.rest.body.RequestObject}. It knows no resource.
 */
@NullMarked
package dev.usher.app.rest.body;

import org.jspecify.annotations.NullMarked;
