package dev.usher.app.launch;

/**
 * Makes a request that is sent again the same request. A client's own: two clients may use the same key.
 *
 * @param key chosen by the client
 * @param requestDigest tells whether the request is the same
 */
public record IdempotencyKey(String key, String requestDigest) {}
