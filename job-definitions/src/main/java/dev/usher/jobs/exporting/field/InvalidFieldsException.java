package dev.usher.jobs.exporting.field;

/** A list of fields that can't be exported. Its message is a sentence for whoever asked. */
public final class InvalidFieldsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidFieldsException(String message) {
        super(message);
    }
}
