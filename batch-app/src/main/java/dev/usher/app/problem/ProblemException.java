package dev.usher.app.problem;

/** A request that can't be met. Its message is for the person who asked, and holds no user data. */
public final class ProblemException extends RuntimeException {

    private final ProblemType type;

    public ProblemException(ProblemType type, String message) {
        super(message);
        this.type = type;
    }

    public ProblemException(ProblemType type, String message, Throwable cause) {
        super(message, cause);
        this.type = type;
    }

    public static ProblemException noJob(String jobId) {
        return new ProblemException(ProblemType.JOB_NOT_FOUND, "There is no job " + jobId + ".");
    }

    public static ProblemException noUser() {
        return new ProblemException(ProblemType.USER_NOT_FOUND, "The user does not exist.");
    }

    public ProblemType type() {
        return type;
    }
}
