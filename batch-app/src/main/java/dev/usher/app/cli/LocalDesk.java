package dev.usher.app.cli;

import dev.usher.app.cli.report.NextStep;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.app.schedule.JobScheduleService;
import dev.usher.app.status.AbsentUser;
import dev.usher.app.status.JobFilter;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Import;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.importing.RetryOptions;
import dev.usher.jobs.importing.UserImportRequest.Input;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The database itself: jobs are submitted to this process, which runs them. */
final class LocalDesk implements JobDesk {

    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);
    private static final int PAGE = 1_000;

    private final Shell shell;
    private final Engine engine;

    LocalDesk(Shell shell, Engine engine) {
        this.shell = shell;
        this.engine = engine;
    }

    @Override
    public Connections connections() {
        return engine.connections();
    }

    @Override
    public UserDesk users() {
        return new LocalUsers(engine.users(), engine.connections());
    }

    @Override
    public JobScheduleService schedules() {
        return engine.schedules();
    }

    @Override
    public List<Sight> list(Optional<JobStatus> status, int limit) {
        return engine.status().list(JobFilter.of(status), limit).stream()
                .map(job -> new Sight(job, isAbandoned(job)))
                .toList();
    }

    @Override
    public Sight look(String jobId) {
        var job = engine.status().require(jobId);
        return new Sight(job, isAbandoned(job));
    }

    private boolean isAbandoned(JobView job) {
        return job.status() == JobStatus.PROCESSING && engine.launch().isAbandoned(job.id());
    }

    @Override
    public Findings findings(JobView job) {
        return new Findings(
                engine.status().errorCounts(job.id()),
                engine.status().warnings(job.id()),
                job.missesUsers() ? engine.status().absentUsers(job.id(), "", Findings.SOME) : List.of());
    }

    @Override
    public List<NextStep> next(Sight seen, List<ErrorCount> errors) {
        var job = seen.job();
        if (engine.status().request(job.id()) instanceof JobRequest.OfExport export) {
            return new ExportNextSteps(job, export.document()).all(seen.abandoned());
        }
        return importSteps(job, errors).all(seen.abandoned());
    }

    private NextSteps importSteps(JobView job, List<ErrorCount> errors) {
        var request = (JobRequest.OfImport) engine.status().request(job.id());
        return new NextSteps(job, request.document(), errors);
    }

    @Override
    public boolean errors(String jobId, long after, long most, Consumer<List<StoredRowError>> consumer) {
        engine.status().requireImport(jobId);
        long last = after;
        long left = most;
        while (left > 0) {
            int size = (int) Math.min(PAGE, left);
            var page = engine.status().errors(jobId, last, size);
            if (page.isEmpty()) {
                return false;
            }
            consumer.accept(page);
            long records =
                    page.stream().mapToLong(StoredRowError::record).distinct().count();
            if (records < size) {
                return false;
            }
            last = page.get(page.size() - 1).record();
            left -= records;
        }
        return true;
    }

    @Override
    public boolean absentUsers(String jobId, String after, long most, Consumer<List<AbsentUser>> consumer) {
        engine.status().requireImport(jobId);
        String last = after;
        long left = most;
        while (left > 0) {
            int size = (int) Math.min(PAGE, left);
            var page = engine.status().absentUsers(jobId, last, size);
            consumer.accept(page);
            if (page.size() < size) {
                return false;
            }
            last = page.get(size - 1).userId();
            left -= size;
        }
        return true;
    }

    @Override
    public NextStep writeRejects(String jobId, Path target) {
        var job = engine.status().requireImport(jobId);
        engine.rejects().export(jobId, target);
        return importSteps(job, List.of()).afterRejects(target);
    }

    @Override
    public void stop(String jobId) {
        engine.launch().stop(jobId);
    }

    @Override
    public ExitCode importUsers(ImportOrder order, RunOptions options) {
        requireHere(options, order.submit());
        if (order.externalId().isPresent()) {
            throw new UsageException("--external-id is for a server: name one with --server, or leave it out.");
        }
        var connection = ConnectionLookup.require(engine.connections(), order.connection());
        var request = order.request(connection.id(), located(order));
        return runAll(options, engine.launch().submitHere(new JobRequest.OfImport(request)));
    }

    /** A job, and those that follow it because its source has more files; answers with the first that did not go well. */
    private ExitCode runAll(RunOptions options, String jobId) {
        var next = Optional.of(jobId);
        var worst = ExitCode.OK;
        while (next.isPresent()) {
            var ended = run(options, next.get());
            worst = worst == ExitCode.OK ? ended : worst;
            next = ended == ExitCode.OK || ended == ExitCode.REJECTED_ROWS
                    ? engine.launch().followHere(next.get())
                    : Optional.empty();
        }
        return worst;
    }

    private Input located(ImportOrder order) {
        var draft = order.draft().input();
        if (order.file().isPresent() || draft.source() != null) {
            return draft;
        }
        var stored = engine.store(shell.surroundings().in());
        return new Input(stored.toString(), true, GivenFiles.STANDARD_STREAM, draft.format());
    }

    @Override
    public ExitCode exportUsers(ExportOrder order, RunOptions options) {
        requireHere(options, order.submit());
        var connectionId = order.connection()
                .map(name ->
                        ConnectionLookup.require(engine.connections(), name).id());
        var request = order.request(connectionId, target(order));
        return run(options, engine.launch().submitHere(new JobRequest.OfExport(request)));
    }

    private Target target(ExportOrder order) {
        var draft = order.draft().target();
        return order.place().path().isPresent() || draft.external() != null
                ? draft
                : new Target(engine.newStoredExport().toString(), true, draft.name(), false, false);
    }

    @Override
    public ExitCode restart(String jobId, RunOptions options) throws InterruptedException {
        options.requireHere();
        var job = engine.status().require(jobId);
        if (new ExportDelivery(shell, engine).isDue(job)) {
            return new JobRun(shell, engine, this, options.json).report(job);
        }
        takeOver(jobId);
        if (job.work() instanceof Import work
                && work.reading().isEmpty()
                && engine.status().request(jobId) instanceof JobRequest.OfImport request
                && !request.document().input().stored()
                && request.document().input().source() == null) {
            shell.warn("The file was not read before; it is read as it is now.");
        }
        return run(options, jobId);
    }

    private void takeOver(String id) throws InterruptedException {
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

    @Override
    public ExitCode retryRejected(String jobId, boolean upsert, RunOptions options) {
        options.requireHere();
        var choices = new RetryOptions(upsert ? Optional.of(true) : Optional.empty(), Optional.empty());
        var retry = engine.launch()
                .submitHere(new JobRequest.OfImport(engine.rejects().retry(jobId, choices)));
        shell.say("Imports what " + jobId + " rejected, as " + retry + ".");
        return run(options, retry);
    }

    @Override
    public ExitCode watch(String jobId, RunOptions options) {
        var end = new JobFollowing(shell, this, jobId, "usher jobs watch " + jobId).toTheEnd(options.patience());
        return end.seen()
                .map(seen -> {
                    new JobPrinter(shell, this).printResult(seen, options.json, false);
                    return ExitCode.of(seen.job());
                })
                .orElse(end.exitCode());
    }

    @Override
    public ExitCode download(String jobId, ExportOrder.Place place) {
        throw new ProblemException(
                ProblemType.INVALID_REQUEST,
                "Files are downloaded from a server: name one with --server. The file of an export that ran here is where"
                        + " 'usher jobs show " + jobId + "' says.");
    }

    private static void requireHere(RunOptions options, SubmitOptions submit) {
        options.requireHere();
        submit.requireHere();
    }

    private ExitCode run(RunOptions options, String jobId) {
        return new JobRun(shell, engine, this, options.json).toTheEnd(jobId);
    }

    @Override
    public void close() {
        engine.close();
    }
}
