package dev.usher.app.cli;

import dev.usher.app.cli.ExportOrder.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code usher jobs} that follow what others run, and fetch what came of it. */
final class JobFollowCommands {

    private JobFollowCommands() {}

    /** Adds them to {@code usher jobs}. */
    static CommandLine addTo(JobsCommand jobs, Shell shell) {
        return new CommandLine(jobs)
                .addSubcommand(new Watch(shell, jobs.server))
                .addSubcommand(new Logs(shell, jobs.server))
                .addSubcommand(new Download(shell, jobs.server));
    }

    /** A command about one job. */
    private abstract static class OfJob implements Callable<Integer> {

        private final Shell shell;
        private final ServerOptions server;

        @Parameters(index = "0", paramLabel = "ID")
        String id = "";

        OfJob(Shell shell, ServerOptions server) {
            this.shell = shell;
            this.server = server;
        }

        @Override
        public final Integer call() {
            check();
            try (var desk = shell.desk(server)) {
                return run(shell, desk).number();
            }
        }

        /** What can be wrong is said before anything is started or asked. */
        void check() {}

        abstract ExitCode run(Shell shell, JobDesk desk);
    }

    @Command(
            name = "watch",
            header = "Follow a job to its end, and end as it does.",
            description = {"", "Ctrl-C leaves; the job goes on."})
    private static final class Watch extends OfJob {

        @Option(
                names = "--timeout",
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                description = "Follow no longer than this, such as 90s, 30m or 2h.")
        @Nullable
        Duration timeout;

        @Option(names = "--json", description = "Print one JSON document instead of the summary.")
        boolean json;

        Watch(Shell shell, ServerOptions server) {
            super(shell, server);
        }

        @Override
        ExitCode run(Shell shell, JobDesk desk) {
            return desk.watch(id, RunOptions.following(timeout, json));
        }
    }

    @Command(
            name = "logs",
            header = "Print when a job was submitted, started, came to each phase and ended.",
            description = {"", "What happened before is told as far as the job remembers it: its phases are not."})
    private static final class Logs extends OfJob {

        @Option(
                names = {"-f", "--follow"},
                description = "Go on until the job has ended.")
        boolean follow;

        Logs(Shell shell, ServerOptions server) {
            super(shell, server);
        }

        @Override
        ExitCode run(Shell shell, JobDesk desk) {
            var log = new JobLog(shell);
            if (!follow) {
                log.see(desk.look(id));
                return ExitCode.OK;
            }
            return new JobFollowing(shell, desk, id, "usher jobs logs -f " + id)
                    .toTheEnd(Optional.empty(), log)
                    .exitCode();
        }
    }

    @Command(name = "download", header = "Fetch the file of an export from its server.")
    private static final class Download extends OfJob {

        @Parameters(index = "1", paramLabel = "FILE", description = "Where it goes; - for standard output.")
        String file = "";

        @Mixin
        ForceOption force = new ForceOption();

        private Optional<Path> path = Optional.empty();

        Download(Shell shell, ServerOptions server) {
            super(shell, server);
        }

        @Override
        void check() {
            path = GivenFiles.STANDARD_STREAM.equals(file)
                    ? Optional.empty()
                    : Optional.of(force.requireNewTarget("FILE", Path.of(file)));
        }

        @Override
        ExitCode run(Shell shell, JobDesk desk) {
            return desk.download(id, new Place(path, force.force));
        }
    }
}
