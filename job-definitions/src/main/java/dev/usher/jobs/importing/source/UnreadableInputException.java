package dev.usher.jobs.importing.source;

/** The input as a whole is not what it should be. The message says what, where, and what to do; it holds no content. */
public final class UnreadableInputException extends RuntimeException {

    /** With what the message begins if the input is no JSON. */
    public static final String NOT_JSON =
            "Failed to parse users file JSON when importing users. Make sure it is valid JSON.";

    public UnreadableInputException(String message) {
        super(message);
    }

    public UnreadableInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
