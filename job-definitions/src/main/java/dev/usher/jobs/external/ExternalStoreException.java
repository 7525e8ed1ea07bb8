package dev.usher.jobs.external;

/** What an external store did not do, and why. The message names the store and holds no secret. */
public final class ExternalStoreException extends RuntimeException {

    /** Why, for those who must tell one failure from another. */
    public enum Reason {
        /** It does not answer, or too slowly, or says that it can't at the moment: another try may help. */
        UNREACHABLE,
        /** It knows us not, or does not allow this. */
        REFUSED,
        /** There is no such file, or not any more. */
        GONE,
        /** The file is another one than at the look before. */
        CHANGED,
        /** The file is larger than may be. */
        TOO_LARGE,
        /** The file takes longer to come than may be. */
        TOO_SLOW,
        /** Something stands where nothing may be replaced. */
        EXISTS,
        /** No space is left there. */
        FULL,
        /** No store of that name is configured here, or it can't do this at all. */
        UNSUPPORTED
    }

    private final Reason reason;

    public ExternalStoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public ExternalStoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
