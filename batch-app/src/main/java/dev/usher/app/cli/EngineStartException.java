package dev.usher.app.cli;

/** The application can't start; the message says what is wrong and how to mend it. */
public final class EngineStartException extends RuntimeException {

    public EngineStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
