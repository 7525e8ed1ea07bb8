package dev.usher.app;

/** Settings that do not go together; the message says which, and what would. */
final class WrongSettingException extends RuntimeException {

    WrongSettingException(String message) {
        super(message);
    }
}
