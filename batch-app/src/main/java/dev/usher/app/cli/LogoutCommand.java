package dev.usher.app.cli;

import dev.usher.app.cli.remote.Profile;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code usher logout}: forgets a server. */
@Command(name = "logout", header = "Forget a server and the secret of its client.")
final class LogoutCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "PROFILE", arity = "0..1", description = "Which one (default: the one in use).")
    @Nullable
    String profile;

    LogoutCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var profiles = shell.profiles();
        var name = profile != null
                ? profile
                : profiles.current()
                        .map(Profile::name)
                        .orElseThrow(() -> new UsageException("No profile is in use. Name one."));
        ProfilesCommand.forget(shell, name);
        return ExitCode.OK.number();
    }
}
