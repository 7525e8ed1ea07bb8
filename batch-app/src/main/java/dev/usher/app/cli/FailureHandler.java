package dev.usher.app.cli;

import dev.usher.app.problem.ProblemException;
import dev.usher.jobs.connection.ConnectionConflictException;
import dev.usher.jobs.embedded.EmbeddedPostgresException;
import dev.usher.jobs.importing.ImportFailedException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into a sentence and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final CommonOptions options;

    FailureHandler(CommonOptions options) {
        this.options = options;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        return usage(failure.getCommandLine(), failure, String.valueOf(failure.getMessage()));
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof UsageException) {
            return usage(command, failure, String.valueOf(failure.getMessage()));
        }
        var err = command.getErr();
        err.println(name(command) + ": " + sentence(failure));
        if (options.verbose) {
            failure.printStackTrace(err);
        }
        return exitCode(failure).number();
    }

    private int usage(CommandLine command, Exception failure, String message) {
        var err = command.getErr();
        err.println(name(command) + ": " + message);
        if (failure instanceof ParameterException typed) {
            UnmatchedArgumentException.printSuggestions(typed, err);
        }
        hint(command, err);
        return ExitCode.USAGE.number();
    }

    private static void hint(CommandLine command, PrintWriter err) {
        err.println("Try '" + name(command) + " --help'.");
    }

    private static String sentence(Exception failure) {
        if (isExplained(failure)) {
            return String.valueOf(failure.getMessage());
        }
        LoggerFactory.getLogger(FailureHandler.class).error("Unexpected failure", failure);
        return "Unexpected failure: " + failure + ". --verbose and the log in the folder log of ~/.usher"
                + " (or of USHER_HOME) say more.";
    }

    private static boolean isExplained(Exception failure) {
        return failure instanceof ProblemException
                || failure instanceof EngineStartException
                || failure instanceof ImportFailedException
                || failure instanceof ConnectionConflictException
                || failure instanceof EmbeddedPostgresException;
    }

    private static ExitCode exitCode(Exception failure) {
        if (failure instanceof ImportFailedException) {
            return ExitCode.JOB_FAILED;
        }
        return failure instanceof ProblemException problem ? ExitCode.of(problem.type()) : ExitCode.UNEXPECTED;
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
