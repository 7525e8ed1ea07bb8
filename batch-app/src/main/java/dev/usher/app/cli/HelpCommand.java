package dev.usher.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code usher help}: of a command, or of a topic that belongs to none. */
@Command(name = "help", header = "Show the help of a command, or about exit-codes.")
final class HelpCommand implements Callable<Integer> {

    private static final String EXIT_CODES = "exit-codes";

    private final Shell shell;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "COMMAND|exit-codes", arity = "0..*", description = "What to explain.")
    List<String> words = new ArrayList<>();

    HelpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.print(words.equals(List.of(EXIT_CODES)) ? exitCodes() : command().getUsageMessage());
        return ExitCode.OK.number();
    }

    private CommandLine command() {
        var command = spec.root().commandLine();
        for (String word : words) {
            var child = command.getSubcommands().get(word);
            if (child == null) {
                throw new UsageException("There is no command or topic '" + String.join(" ", words) + "'.");
            }
            command = child;
        }
        return command;
    }

    static String exitCodes() {
        return "Exit codes of usher:\n\n"
                + Arrays.stream(ExitCode.values())
                        .map(code -> String.format("  %3d  %s%n", code.number(), code.meaning()))
                        .collect(Collectors.joining());
    }
}
