package dev.usher.app.cli;

import dev.usher.app.cli.report.JobDocument;
import dev.usher.app.cli.report.JobListing;
import dev.usher.app.cli.report.JobReport;
import dev.usher.app.cli.report.Texts;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
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

/** {@code usher jobs}: looks at jobs, and restarts and stops them. */
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
            var jobs = engine.status().list(Optional.ofNullable(status), limit);
            var abandoned = jobs.stream()
                    .filter(j -> isAbandoned(engine, j))
                    .map(JobView::id)
                    .collect(Collectors.toSet());
            if (json) {
                var documents = new ArrayList<Object>();
                jobs.forEach(j -> documents.add(
                        JobDocument.ofJob(j, engine.status().errorCounts(j.id()), abandoned.contains(j.id()))));
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
            var errors = engine.status().errorCounts(id);
            boolean abandoned = isAbandoned(engine, job);
            if (json) {
                shell.printJson(JobDocument.ofJob(job, errors, abandoned));
                return ExitCode.OK.number();
            }
            var next = new NextSteps(job, engine.status().request(id)).all(abandoned);
            var warnings = engine.status().warnings(id);
            shell.print(new JobReport(job, abandoned, errors, warnings, shell.quiet() ? List.of() : next).text());
            engine.status()
                    .progress(id)
                    .ifPresent(p -> shell.print("\n" + p.phase() + ": " + p.percentageDone() + "%, "
                            + Texts.rows(p.rowsDone()) + " done, " + Texts.count(p.rowsFailed()) + " rejected\n"));
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Show the rejected rows of a job, in the order of the file.")
    int errors(@Parameters(paramLabel = "ID") String id, @Mixin ErrorListOptions options) {
        options.check();
        try (var engine = shell.start()) {
            engine.status().require(id);
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
        var target = ImportFiles.requireTarget("FILE", file);
        force.requireNew("FILE", target, RejectsFile.errorsBeside(target));
        try (var engine = shell.start()) {
            engine.status().exportRejects(id, target);
            var steps =
                    new NextSteps(engine.status().require(id), engine.status().request(id));
            shell.say(steps.afterRejects(target).line());
        }
        return ExitCode.OK.number();
    }

    @Command(header = "Continue a job that failed or was stopped, in this process.")
    int restart(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Print one JSON document instead of the summary.") boolean json)
            throws InterruptedException {
        try (var engine = shell.start()) {
            var job = engine.status().require(id);
            takeOver(engine, id);
            if (job.reading().isEmpty() && !engine.status().request(id).input().stored()) {
                shell.warn("The file was not read before; it is read as it is now.");
            }
            return new JobRun(shell, engine, json).toTheEnd(id).number();
        }
    }

    @Command(header = "Stop a job at its next chunk, wherever it runs.")
    int stop(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "Print one JSON document.") boolean json) {
        try (var engine = shell.start()) {
            boolean abandoned = isAbandoned(engine, engine.status().require(id));
            engine.launch().stop(id);
            if (json) {
                shell.printJson(JobDocument.ofJob(engine.status().require(id), List.of(), abandoned));
            } else if (abandoned) {
                shell.say(nobodyRuns(id) + " That it is to stop is noted, in case its process comes back."
                        + " 'usher jobs restart " + id + "' continues it.");
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
