package dev.usher.app.problem;

/** Settings that do not go together; the message says which, and what would. */
public final class WrongSettingException extends RuntimeException {

    public WrongSettingException(String message) {
        super(message);
    }
}
