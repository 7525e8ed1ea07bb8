package dev.usher.app.cli;

import dev.usher.app.cli.report.JobListing;
import dev.usher.app.cli.report.ProgressLine;
import dev.usher.app.status.JobStatus;
import dev.usher.jobs.importing.rejection.RejectsFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher jobs}: looks at jobs, restarts and stops them, and tries again what they rejected. */
@Command(name = "jobs", header = "List, show, follow, restart and stop jobs.", synopsisSubcommandLabel = "COMMAND")
final class JobsCommand {

    private final Shell shell;

    @Mixin
    final ServerOptions server;

    JobsCommand(Shell shell, ServerOptions server) {
        this.shell = shell;
        this.server = server;
    }

    @Command(header = "List jobs, newest first.")
    int list(
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            description = "Only those that are pending, processing, completed, failed or stopped.")
                    @Nullable
                    JobStatus status,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "How many at most (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        requirePositive(limit);
        try (var desk = shell.desk(server)) {
            var seen = desk.list(Optional.ofNullable(status), limit);
            if (json) {
                var printer = new JobPrinter(shell, desk);
                shell.printJson(seen.stream().map(printer::document).toList());
            } else if (seen.isEmpty()) {
                shell.say("There are no such jobs.");
            } else {
                var abandoned = seen.stream()
                        .filter(Sight::abandoned)
                        .map(s -> s.job().id())
                        .collect(Collectors.toSet());
                shell.print(JobListing.table(seen.stream().map(Sight::job).toList(), abandoned));
                abandoned.forEach(j -> shell.say(nobodyRuns(j) + " Continue it: usher jobs restart " + j));
            }
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Show what a job did, or how far it is.")
    int show(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var desk = shell.desk(server)) {
            var seen = desk.look(id);
            var printer = new JobPrinter(shell, desk);
            if (json) {
                shell.printJson(printer.document(seen));
                return ExitCode.OK.number();
            }
            shell.print(printer.text(seen));
            seen.job().progress().ifPresent(p -> shell.print("\n" + ProgressLine.remark(p) + "\n"));
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Show the rejected rows of a job, in the order of the file.")
    int errors(@Parameters(paramLabel = "ID") String id, @Mixin ErrorListOptions options) {
        options.check();
        try (var desk = shell.desk(server)) {
            new ErrorPages(shell, desk, id).print(options);
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Show who is missing from the file of an import that mirrors it (--mirror).")
    int absent(@Parameters(paramLabel = "ID") String id, @Mixin AbsentListOptions options) {
        options.check();
        try (var desk = shell.desk(server)) {
            new AbsentPages(shell, desk, id).print(options);
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Write the rejected records of a job to a file that can be mended and imported again.")
    int rejects(
            @Parameters(paramLabel = "ID") String id,
            @Parameters(
                            paramLabel = "FILE",
                            description = "The file for the records; their errors go to FILE.errors.ndjson.")
                    Path file,
            @Mixin ForceOption force) {
        var target = GivenFiles.requireTarget("FILE", file);
        force.requireNew("FILE", target, GivenFiles.requireTarget("FILE", RejectsFile.errorsBeside(target)));
        try (var desk = shell.desk(server)) {
            shell.say(desk.writeRejects(id, target).line());
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Continue a job that failed or was stopped, in this process or at its server.",
            description = {
                "",
                "Of a completed export for standard output it writes the file once more, if that was not read to its end."
            })
    int restart(@Parameters(paramLabel = "ID") String id, @Mixin RunOptions run) throws InterruptedException {
        run.check();
        try (var desk = shell.desk(server)) {
            return desk.restart(id, run).number();
        }
    }

    @Command(
            name = "retry-rejected",
            header = "Import the rejected rows of a job once more, as they are, by the same rules.",
            description = {
                "",
                "For rows that were right and failed because of users that exist: once these are changed or deleted, or with"
                        + " --upsert. Rows that are wrong in themselves have to be mended: 'usher jobs rejects'."
            })
    int retryRejected(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--upsert", description = "Update users that exist, also if the job did not.")
                    boolean upsert,
            @Mixin RunOptions run) {
        run.check();
        try (var desk = shell.desk(server)) {
            return desk.retryRejected(id, upsert, run).number();
        }
    }

    @Command(header = "Stop a job at its next chunk, wherever it runs.")
    int stop(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var desk = shell.desk(server)) {
            var before = desk.look(id);
            boolean abandoned = before.abandoned();
            desk.stop(id);
            if (json) {
                var now = desk.look(id);
                shell.printJson(new JobPrinter(shell, desk).document(new Sight(now.job(), abandoned)));
            } else if (abandoned) {
                shell.say(nobodyRuns(id) + " That it is to stop is noted, in case its process comes back."
                        + " 'usher jobs restart " + id + "' continues it.");
            } else if (before.job().status() == JobStatus.PENDING) {
                shell.say(id + " is stopped; no server had begun it. 'usher jobs restart " + id
                        + "' runs it all the same.");
            } else {
                shell.say(id + " will stop at its next chunk, if one is left. 'usher jobs show " + id
                        + "' says how it ended, 'usher jobs restart " + id + "' continues it if it was stopped.");
            }
        }
        return ExitCode.OK.number();
    }

    private static String nobodyRuns(String id) {
        return "Nobody runs " + id + " any more: its process is gone.";
    }

    private static void requirePositive(int limit) {
        if (limit < 1) {
            throw new UsageException("--limit must be at least 1.");
        }
    }
}
