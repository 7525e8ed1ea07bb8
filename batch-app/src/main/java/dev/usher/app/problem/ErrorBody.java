package dev.usher.app.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the body of an HTTP response says about a request that was refused, in the shape that clients of Auth0 know.
 *
 * @param error the reason phrase of the status code
 * @param message for the person who asked; no user data
 * @param errorCode for programs; absent where Auth0 has none
 * @param attributes what the message says, by name; absent nearly everywhere
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"statusCode", "error", "message", "errorCode", "attributes"})
public record ErrorBody(
        int statusCode,
        String error,
        String message,
        @Nullable String errorCode,
        @Nullable Map<String, String> attributes) {

    private static final int SECONDS_TO_WAIT = 5;

    /** With nothing to say but its status. */
    public static ErrorBody of(int statusCode) {
        return of(statusCode, statusCode == 500 ? "Internal error." : reason(statusCode));
    }

    public static ErrorBody of(int statusCode, String message) {
        return new ErrorBody(statusCode, reason(statusCode), message, null, null);
    }

    public static ErrorBody of(int statusCode, String message, String errorCode) {
        return new ErrorBody(statusCode, reason(statusCode), message, errorCode, null);
    }

    public ErrorBody withAttributes(Map<String, String> named) {
        return new ErrorBody(statusCode, error, message, errorCode, named);
    }

    /** How long to wait before asking again; empty if that would not help, or somebody else knows better. */
    public OptionalInt secondsToWait() {
        return statusCode == 503 ? OptionalInt.of(SECONDS_TO_WAIT) : OptionalInt.empty();
    }

    /** As Auth0 words them, which here and there is not as newer standards do. */
    private static String reason(int statusCode) {
        return switch (statusCode) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Time-out";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length Required";
            case 412 -> "Precondition Failed";
            case 413 -> "Request Entity Too Large";
            case 414 -> "Request-URI Too Large";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Requested Range Not Satisfiable";
            case 417 -> "Expectation Failed";
            case 422 -> "Unprocessable Entity";
            case 428 -> "Precondition Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            case 507 -> "Insufficient Storage";
            default -> throw new IllegalArgumentException("no reason is known for the status code " + statusCode);
        };
    }
}
