package dev.usher.jobs.connection;

/** A connection can't be created, changed or deleted as asked; the message says why and what to do. */
public final class ConnectionConflictException extends RuntimeException {

    /** What stands in the way. */
    public enum Reason {
        /** Another connection has the name. */
        NAME_TAKEN,
        /** There is no such connection any more. */
        GONE,
        /** Users belong to the connection. */
        HAS_USERS,
        /** An unfinished job imports into the connection. */
        IMPORT_UNFINISHED,
        /** The configuration declares it wrongly, or otherwise than it is. */
        DECLARED_WRONGLY
    }

    private final Reason reason;

    public ConnectionConflictException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
