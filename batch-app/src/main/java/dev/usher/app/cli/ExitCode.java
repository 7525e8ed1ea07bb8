package dev.usher.app.cli;

import dev.usher.app.cli.remote.RemoteException;
import dev.usher.app.problem.ProblemType;
import dev.usher.app.status.JobView;

/** How a command ended. Scripts rely on the numbers: they never change. */
public enum ExitCode {
    OK(0, "done; of an import: every row was taken"),
    UNEXPECTED(1, "it could not be done; the message says why"),
    USAGE(2, "what was typed can't be done: an option, a value, a file or a name is wrong"),
    REJECTED_ROWS(3, "finished, but some rows were rejected"),
    NOT_ALLOWED(4, "not signed in to the server, or it does not allow this"),
    FAILED(5, "failed as a whole: the file can't be read, or the job could not go on"),
    TIMED_OUT(6, "--timeout was over before the job was; the server goes on with it"),
    TOO_MANY_ERRORS(7, "aborted by --max-errors before the first user was touched"),
    MIRROR_GUARD(8, "stopped by a guard of --mirror before the first user was touched"),
    INTERRUPTED(130, "interrupted; a job that ran here was stopped and can be restarted, a server's goes on");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }

    /** Of the command that saw the job to its end. */
    static ExitCode of(JobView job) {
        return switch (job.status()) {
            case COMPLETED ->
                ofRejected(job.importSummary().map(JobView.Summary::failed).orElse(0L));
            case STOPPED -> INTERRUPTED;
            case FAILED ->
                switch (job.statusCode().orElse("")) {
                    case JobView.TOO_MANY_ERRORS -> TOO_MANY_ERRORS;
                    case JobView.MIRROR_GUARD -> MIRROR_GUARD;
                    default -> FAILED;
                };
            // Another process owns the job now: this one did not bring it to its end.
            case PENDING, PROCESSING -> FAILED;
        };
    }

    static ExitCode ofRejected(long rows) {
        return rows > 0 ? REJECTED_ROWS : OK;
    }

    static ExitCode of(ProblemType type) {
        return switch (type) {
            case INVALID_REQUEST,
                    JOB_NOT_FOUND,
                    CONNECTION_NOT_FOUND,
                    NAMED_CONNECTION_NOT_FOUND,
                    CLIENT_NOT_FOUND,
                    SCHEDULE_NOT_FOUND,
                    SCHEDULE_CONFLICT,
                    WEBHOOK_NOT_FOUND,
                    DELIVERY_NOT_FOUND,
                    ENROLLMENT_NOT_FOUND,
                    USER_NOT_FOUND,
                    IDENTITY_NOT_FOUND,
                    USER_CHANGE_REFUSED,
                    WEAK_PASSWORD,
                    INPUT_UNREADABLE -> USAGE;
            case JOB_STATE_CONFLICT,
                    JOB_OWNED_ELSEWHERE,
                    TOO_MANY_JOBS,
                    IDEMPOTENCY_CONFLICT,
                    CONNECTION_CONFLICT,
                    WEBHOOK_CONFLICT,
                    USER_EXISTS,
                    USER_VALUE_TAKEN,
                    IDENTITY_CONFLICT,
                    SEARCH_TOO_SLOW,
                    TOO_BUSY -> UNEXPECTED;
            case DATABASE_AWAY -> FAILED;
            case STOPPED_WITHOUT_DATABASE -> INTERRUPTED;
        };
    }

    static ExitCode of(RemoteException.Kind kind) {
        return switch (kind) {
            case NOT_SIGNED_IN, FORBIDDEN -> NOT_ALLOWED;
            case JOB_NOT_FOUND,
                    CONNECTION_NOT_FOUND,
                    USER_NOT_FOUND,
                    IDENTITY_NOT_FOUND,
                    SCHEDULE_NOT_FOUND,
                    INVALID_REQUEST,
                    TOO_LARGE -> USAGE;
            case NOT_FOUND, CONFLICT, TOO_MANY_REQUESTS, UNREACHABLE, SERVER_FAILED, DAMAGED, UNWRITABLE -> UNEXPECTED;
        };
    }
}
