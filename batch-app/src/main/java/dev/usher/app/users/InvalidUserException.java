package dev.usher.app.users;

/** A value that no user may have. Its message is a sentence of a schema's validator and may repeat the value, never a secret. */
public final class InvalidUserException extends RuntimeException {

    private final String path;

    /** @param path of the value, in the names of the request; empty for all of it */
    InvalidUserException(String path, String sentence) {
        super(sentence);
        this.path = path;
    }

    public String path() {
        return path;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
