package dev.usher.app.cli.remote;

/** A server could not be asked, or did not do what it was asked. The message says what, where, and what to do. */
public final class RemoteException extends RuntimeException {

    /** What went wrong; the names are for programs and never change their meaning. */
    public enum Kind {
        /** There are no credentials, or the server does not take them. */
        NOT_SIGNED_IN,
        /** The client may not do this. */
        FORBIDDEN,
        /** There is no such job. */
        JOB_NOT_FOUND,
        /** There is no such connection. */
        CONNECTION_NOT_FOUND,
        /** There is no such user. */
        USER_NOT_FOUND,
        /** The user has no such identity. */
        IDENTITY_NOT_FOUND,
        /** There is no such schedule. */
        SCHEDULE_NOT_FOUND,
        /** There is no such thing, such as a file that was removed. */
        NOT_FOUND,
        /** The request is wrong. */
        INVALID_REQUEST,
        /** The state of the job, or of the connection, does not allow it; or another user, or schedule, has the value. */
        CONFLICT,
        /** The server takes no upload of this size. */
        TOO_LARGE,
        /** The server wants fewer requests, or has as many active jobs as it takes. */
        TOO_MANY_REQUESTS,
        /** There is no server, or the connection to it broke. */
        UNREACHABLE,
        /** The server failed, or answers as no server of Usher does. */
        SERVER_FAILED,
        /** What was downloaded is not what the server said it would be. */
        DAMAGED,
        /** What was downloaded can't be written here. */
        UNWRITABLE
    }

    private final Kind kind;

    public RemoteException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public RemoteException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same may succeed in a while. */
    public boolean passing() {
        return kind == Kind.UNREACHABLE || kind == Kind.SERVER_FAILED || kind == Kind.TOO_MANY_REQUESTS;
    }
}
