package dev.usher.app;

/** The database is too old; the message says which ones will do. */
final class UnsupportedDatabaseException extends RuntimeException {

    UnsupportedDatabaseException(String message) {
        super(message);
    }
}
