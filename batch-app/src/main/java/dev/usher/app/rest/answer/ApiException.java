package dev.usher.app.rest.answer;

import dev.usher.app.problem.ErrorBody;

/** A request that is refused; its body says why. */
public final class ApiException extends RuntimeException {

    private final transient ErrorBody body;

    public ApiException(ErrorBody body) {
        super(body.message());
        this.body = body;
    }

    public static ApiException of(int statusCode, String message) {
        return new ApiException(ErrorBody.of(statusCode, message));
    }

    public static ApiException of(int statusCode, String message, String errorCode) {
        return new ApiException(ErrorBody.of(statusCode, message, errorCode));
    }

    /**
     * A member of a body that is not as it should be.
     *
     * @param what the sentence of the schema's validator
     * @param property dotted path; empty for the body itself
     */
    public static ApiException invalidBody(String what, String property) {
        return of(400, "Payload validation error: '" + what + "'" + on(property), "invalid_body");
    }

    /** A query parameter that is not as it should be. */
    public static ApiException invalidQuery(String what, String property) {
        return of(400, "Query validation error: '" + what + "'" + on(property), "invalid_query_string");
    }

    /** A part of the path that is not as it should be. */
    public static ApiException invalidPath(String what, String property) {
        return of(400, "Path validation error: '" + what + "'" + on(property), "invalid_uri");
    }

    /** What a request asks for needs a scope of its own. */
    public static ApiException insufficientScope(String scope) {
        return of(403, "Insufficient scope, expected any of: " + scope, "insufficient_scope");
    }

    private static String on(String property) {
        return property.isEmpty() ? "." : " on property " + property;
    }

    public ErrorBody body() {
        return body;
    }
}
