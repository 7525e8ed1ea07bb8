package dev.usher.jobs.batch;

/**
 * A job that can't go on, for a reason that an operator can understand and mend. The message becomes the job's
 * {@code status_details} and holds no user data.
 */
public abstract class JobFailedException extends RuntimeException {

    /** The code of a failure that nobody expected. */
    public static final String UNEXPECTED = "UNEXPECTED";

    private final String code;

    /** @param code why, as a word that programs can compare */
    protected JobFailedException(String code, String message) {
        super(message);
        this.code = code;
    }

    protected JobFailedException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public final String code() {
        return code;
    }
}
