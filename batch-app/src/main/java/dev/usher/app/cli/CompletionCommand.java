package dev.usher.app.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code usher generate-completion}: a script for bash and zsh. */
@Command(name = "generate-completion", hidden = true, header = "Print a completion script for bash and zsh.")
final class CompletionCommand implements Callable<Integer> {

    private final Shell shell;

    @Spec
    CommandSpec spec = CommandSpec.create();

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        return ExitCode.OK.number();
    }
}
