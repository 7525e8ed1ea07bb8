package dev.usher.jobs.importing.source;

/** The input as a whole is not what it should be. The message says what, where, and what to do; it holds no content. */
public final class UnreadableInputException extends RuntimeException {

    public UnreadableInputException(String message) {
        super(message);
    }

    public UnreadableInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
