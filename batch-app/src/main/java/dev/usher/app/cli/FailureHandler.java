package dev.usher.app.cli;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: a sentence for people, with {@code --json} a document for programs, and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final Shell shell;
    private final boolean json;

    /** @param json whether the command was to answer with a document */
    FailureHandler(Shell shell, boolean json) {
        this.shell = shell;
        this.json = json;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        return handle(failure, failure.getCommandLine());
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return handle(failure, command);
    }

    private int handle(Exception exception, CommandLine command) {
        var failure = Failure.explained(exception).orElseGet(() -> unexpected(exception));
        var name = command.getCommandSpec().qualifiedName();
        var err = command.getErr();
        err.println(name + ": " + failure.message());
        if (exception instanceof ParameterException typed) {
            UnmatchedArgumentException.printSuggestions(typed, err);
        }
        if (exception instanceof ParameterException || exception instanceof UsageException) {
            err.println("Try '" + name + " --help'.");
        }
        log(exception, failure);
        if (json) {
            shell.printJson(Map.of("error", new ErrorDocument(failure.code(), failure.message())));
        }
        return failure.exitCode().number();
    }

    private Failure unexpected(Exception exception) {
        return new Failure(
                ExitCode.UNEXPECTED,
                Failure.UNEXPECTED,
                "Something unexpected went wrong (" + exception.getClass().getName() + "). "
                        + shell.home().resolve("log").resolve("usher.log") + " says where; --verbose prints that too.");
    }

    /** The log, which --verbose prints, leaves out what an exception of others says: it may repeat values of rows. */
    private void log(Exception exception, Failure failure) {
        Logger log = LoggerFactory.getLogger(FailureHandler.class);
        if (failure.code().equals(Failure.UNEXPECTED)) {
            log.error("Unexpected failure", exception);
        } else if (shell.verbose()) {
            log.info("The command failed", exception);
        }
    }

    private record ErrorDocument(String code, String message) {}
}
