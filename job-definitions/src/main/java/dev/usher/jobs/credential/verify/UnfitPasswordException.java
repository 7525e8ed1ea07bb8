package dev.usher.jobs.credential.verify;

/** A password can't be hashed as it is: the fault is the caller's, who may say so. */
public final class UnfitPasswordException extends IllegalArgumentException {

    /** What keeps the password from being hashed. */
    public enum Reason {
        EMPTY,
        TOO_LONG
    }

    private final Reason reason;

    private UnfitPasswordException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static void check(byte[] password, int maxBytes) {
        if (password.length == 0) {
            throw new UnfitPasswordException(Reason.EMPTY, "The password is empty.");
        }
        if (password.length > maxBytes) {
            throw new UnfitPasswordException(
                    Reason.TOO_LONG, "The password is too long: in UTF-8 it may have " + maxBytes + " bytes at most.");
        }
    }

    public Reason reason() {
        return reason;
    }
}
