package dev.usher.app.cli;

/** What was typed can't be done; the message says why and what would do. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
