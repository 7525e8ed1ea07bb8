package dev.usher.app.cli;

import dev.usher.app.cli.report.JobListing;
import dev.usher.app.cli.report.ProgressLine;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.status.JobFilter;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Import;
import dev.usher.jobs.importing.RetryOptions;
import dev.usher.jobs.importing.rejection.RejectsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher jobs}: looks at jobs, restarts and stops them, and tries again what they rejected. */
@Command(name = "jobs", header = "List, show, restart and stop jobs.", synopsisSubcommandLabel = "COMMAND")
final class JobsCommand {

    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

    private final Shell shell;

    JobsCommand(Shell shell) {
        this.shell = shell;
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
        try (var engine = shell.start()) {
            var jobs = engine.status().list(JobFilter.of(Optional.ofNullable(status)), limit);
            var abandoned = jobs.stream()
                    .filter(j -> isAbandoned(engine, j))
                    .map(JobView::id)
                    .collect(Collectors.toSet());
            if (json) {
                var documents = new ArrayList<Object>();
                var printer = new JobPrinter(shell, engine.status());
                jobs.forEach(j -> documents.add(printer.document(j, abandoned.contains(j.id()))));
                shell.printJson(documents);
            } else if (jobs.isEmpty()) {
                shell.say("There are no such jobs.");
            } else {
                shell.print(JobListing.table(jobs, abandoned));
                abandoned.forEach(j -> shell.say(nobodyRuns(j) + " Continue it: usher jobs restart " + j));
            }
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Show what a job did, or how far it is.")
    int show(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var engine = shell.start()) {
            var job = engine.status().require(id);
            boolean abandoned = isAbandoned(engine, job);
            var printer = new JobPrinter(shell, engine.status());
            if (json) {
                shell.printJson(printer.document(job, abandoned));
                return ExitCode.OK.number();
            }
            shell.print(printer.text(job, abandoned));
            engine.status().progress(id).ifPresent(p -> shell.print("\n" + ProgressLine.remark(p) + "\n"));
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Show the rejected rows of a job, in the order of the file.")
    int errors(@Parameters(paramLabel = "ID") String id, @Mixin ErrorListOptions options) {
        options.check();
        try (var engine = shell.start()) {
            engine.status().requireImport(id);
            new ErrorPages(shell, engine.status(), id).print(options);
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
            @Mixin ForceOption force)
            throws IOException {
        var target = GivenFiles.requireTarget("FILE", file);
        force.requireNew("FILE", target, GivenFiles.requireTarget("FILE", RejectsFile.errorsBeside(target)));
        try (var engine = shell.start()) {
            var job = engine.status().requireImport(id);
            engine.rejects().export(id, target);
            if (engine.status().request(id) instanceof JobRequest.OfImport request) {
                shell.say(new NextSteps(job, request.document(), List.of())
                        .afterRejects(target)
                        .line());
            }
        }
        return ExitCode.OK.number();
    }

    @Command(
            header = "Continue a job that failed or was stopped, in this process.",
            description = {
                "",
                "Of a completed export for standard output it writes the file once more, if that was not read to its end."
            })
    int restart(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Print one JSON document instead of the summary.") boolean json)
            throws InterruptedException {
        try (var engine = shell.start()) {
            var job = engine.status().require(id);
            var run = new JobRun(shell, engine, json);
            if (new ExportDelivery(shell, engine).isDue(job)) {
                return run.report(job).number();
            }
            takeOver(engine, id);
            if (job.work() instanceof Import work
                    && work.reading().isEmpty()
                    && engine.status().request(id) instanceof JobRequest.OfImport request
                    && !request.document().input().stored()) {
                shell.warn("The file was not read before; it is read as it is now.");
            }
            return run.toTheEnd(id).number();
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
            @Option(names = "--json", description = "Print one JSON document instead of the summary.") boolean json) {
        try (var engine = shell.start()) {
            var options = new RetryOptions(upsert ? Optional.of(true) : Optional.empty(), Optional.empty());
            var retry = engine.launch()
                    .submitHere(new JobRequest.OfImport(engine.rejects().retry(id, options)));
            shell.say("Imports what " + id + " rejected, as " + retry + ".");
            return new JobRun(shell, engine, json).toTheEnd(retry).number();
        }
    }

    @Command(header = "Stop a job at its next chunk, wherever it runs.")
    int stop(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var engine = shell.start()) {
            var before = engine.status().require(id);
            boolean abandoned = isAbandoned(engine, before);
            engine.launch().stop(id);
            if (json) {
                shell.printJson(new JobPrinter(shell, engine.status())
                        .document(engine.status().require(id), abandoned));
            } else if (abandoned) {
                shell.say(nobodyRuns(id) + " That it is to stop is noted, in case its process comes back."
                        + " 'usher jobs restart " + id + "' continues it.");
            } else if (before.status() == JobStatus.PENDING) {
                shell.say(id + " is stopped; no server had begun it. 'usher jobs restart " + id + "' runs it here.");
            } else {
                shell.say(id + " will stop at its next chunk, if one is left. 'usher jobs show " + id
                        + "' says how it ended, 'usher jobs restart " + id + "' continues it if it was stopped.");
            }
        }
        return ExitCode.OK.number();
    }

    private static boolean isAbandoned(Engine engine, JobView job) {
        return job.status() == JobStatus.PROCESSING && engine.launch().isAbandoned(job.id());
    }

    private static String nobodyRuns(String id) {
        return "Nobody runs " + id + " any more: its process is gone.";
    }

    private void takeOver(Engine engine, String id) throws InterruptedException {
        boolean said = false;
        for (var wait = engine.launch().restartHere(id);
                wait.isPresent();
                wait = engine.launch().restartHere(id)) {
            if (!said) {
                shell.warn("The process that ran " + id + " does not answer; waiting up to "
                        + Math.max(1, wait.get().toSeconds()) + " s for its lease to run out.");
                said = true;
            }
            Thread.sleep(Math.min(LONGEST_POLL.toMillis(), wait.get().toMillis() + 1));
        }
    }

    private static void requirePositive(int limit) {
        if (limit < 1) {
            throw new UsageException("--limit must be at least 1.");
        }
    }
}
