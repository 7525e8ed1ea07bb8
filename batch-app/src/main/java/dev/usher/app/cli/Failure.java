package dev.usher.app.cli;

import dev.usher.app.cli.remote.RemoteException;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.batch.JobFailedException;
import dev.usher.jobs.connection.ConnectionConflictException;
import dev.usher.jobs.embedded.EmbeddedPostgresException;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/**
 * An exception that explains itself to whoever typed the command. The message of any other may hold values of rows, which
 * nobody must see on a screen.
 *
 * @param code for programs; never changes its meaning
 */
record Failure(ExitCode exitCode, String code, String message) {

    static final String UNEXPECTED = "UNEXPECTED";

    static Optional<Failure> explained(Exception failure) {
        var message = String.valueOf(failure.getMessage());
        if (failure instanceof UsageException || failure instanceof ParameterException) {
            // A taken name was typed wrong, and is a conflict all the same.
            var type = failure.getCause() instanceof ConnectionConflictException
                    ? ProblemType.CONNECTION_CONFLICT
                    : ProblemType.INVALID_REQUEST;
            return Optional.of(new Failure(ExitCode.USAGE, type.name(), message));
        }
        if (failure instanceof ProblemException problem) {
            return Optional.of(
                    new Failure(ExitCode.of(problem.type()), problem.type().name(), message));
        }
        if (failure instanceof RemoteException remote) {
            return Optional.of(
                    new Failure(ExitCode.of(remote.kind()), remote.kind().name(), message));
        }
        if (failure instanceof JobFailedException failed) {
            return Optional.of(new Failure(ExitCode.FAILED, failed.code(), message));
        }
        if (failure instanceof EmbeddedPostgresException embedded) {
            return Optional.of(
                    new Failure(ExitCode.UNEXPECTED, embedded.reason().name(), message));
        }
        if (failure instanceof ConnectionConflictException) {
            return Optional.of(new Failure(ExitCode.UNEXPECTED, ProblemType.CONNECTION_CONFLICT.name(), message));
        }
        return failure instanceof EngineStartException
                ? Optional.of(new Failure(ExitCode.UNEXPECTED, "START_FAILED", message))
                : Optional.empty();
    }
}
