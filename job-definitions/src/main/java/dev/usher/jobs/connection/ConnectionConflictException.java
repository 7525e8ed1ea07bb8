package dev.usher.jobs.connection;

/** A connection can't be created, changed or deleted as asked; the message says why and what to do. */
public final class ConnectionConflictException extends RuntimeException {

    public ConnectionConflictException(String message) {
        super(message);
    }
}
