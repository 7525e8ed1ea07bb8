/**
 * The REST API: what arrives over HTTP becomes a call of the facades, and what they say becomes JSON.
 *
 * <p>Start at {@link dev.usher.app.rest.RestConfiguration}. It knows neither SQL nor Spring Batch.
 */
@NullMarked
package dev.usher.app.rest;

import org.jspecify.annotations.NullMarked;
