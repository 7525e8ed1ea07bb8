package dev.usher.app.cli;

import dev.usher.app.cli.ExportOrder.Place;
import dev.usher.app.cli.remote.RemoteAbsentUser;
import dev.usher.app.cli.remote.RemoteJob;
import dev.usher.app.cli.remote.UploadFile;
import dev.usher.app.cli.remote.UsherApi;
import dev.usher.app.cli.report.NextStep;
import dev.usher.app.schedule.JobScheduleService;
import dev.usher.app.status.AbsentUser;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Export;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.RejectsFile;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A server: it runs the jobs, and this process follows them. */
final class RemoteDesk implements JobDesk {

    private final Shell shell;
    private final UsherApi api;
    private final String options;

    /** @param options what must be added to a command so that it asks the same server; empty or with a leading blank */
    RemoteDesk(Shell shell, UsherApi api, String options) {
        this.shell = shell;
        this.api = api;
        this.options = options;
    }

    @Override
    public Connections connections() {
        return new RemoteConnections(api);
    }

    @Override
    public UserDesk users() {
        return new RemoteUsers(api.users(), connections());
    }

    @Override
    public JobScheduleService schedules() {
        return new RemoteSchedules(api.schedules());
    }

    @Override
    public List<Sight> list(Optional<JobStatus> status, int limit) {
        return api.jobs(status.map(JobStatus::literal), limit).stream()
                .map(job -> RemoteViews.sight(job, Optional.empty()))
                .toList();
    }

    @Override
    public Sight look(String jobId) {
        var job = api.job(jobId);
        boolean ended = JobStatus.of(job.status()).ended();
        return RemoteViews.sight(job, ended ? Optional.of(api.report(jobId)) : Optional.empty());
    }

    @Override
    public Findings findings(JobView job) {
        var some =
                job.missesUsers() ? api.absentUsers(job.id(), "", Findings.SOME).users() : List.<RemoteAbsentUser>of();
        return RemoteViews.findings(api.report(job.id()), some);
    }

    @Override
    public List<NextStep> next(Sight seen, List<ErrorCount> errors) {
        return new RemoteNextSteps(seen.job(), options).all();
    }

    @Override
    public boolean errors(String jobId, long after, long most, Consumer<List<StoredRowError>> consumer) {
        return new RemoteErrors(api).forEach(jobId, after, most, consumer);
    }

    @Override
    public boolean absentUsers(String jobId, String after, long most, Consumer<List<AbsentUser>> consumer) {
        String from = after;
        long left = most;
        while (left > 0) {
            var page = api.absentUsers(jobId, from, (int) Math.min(UsherApi.MOST_ABSENT_USERS, left));
            consumer.accept(page.users().stream().map(RemoteViews::absent).toList());
            if (page.next() == null) {
                return false;
            }
            from = page.next();
            left -= page.users().size();
        }
        return true;
    }

    @Override
    public NextStep writeRejects(String jobId, Path target) {
        new RemoteErrors(api).write(jobId, target);
        var connection = api.job(jobId).connection();
        var words = new ShellWords().add("usher", "import", target.toString());
        if (connection != null) {
            words.add("--connection", connection);
        }
        return new NextStep(
                "mend the rejected records in place (reasons: "
                        + RejectsFile.errorsBeside(target).getFileName()
                        + "), then import them, with the options of the first import",
                words + options);
    }

    @Override
    public void stop(String jobId) {
        api.stop(jobId);
    }

    @Override
    public ExitCode importUsers(ImportOrder order, RunOptions how) throws IOException {
        if (how.detach && order.errorsTo().isPresent()) {
            throw new UsageException(
                    "--errors-to needs the end of the job: leave out --detach, or get the rejected records"
                            + " later with 'usher jobs rejects'.");
        }
        var parts = ImportForm.parts(connectionId(order.connection()), order);
        var job = upload(order, parts);
        if (how.detach) {
            return detached(job, "usher jobs watch " + job.id());
        }
        sayId(job);
        return seenToTheEnd(job.id(), how, order.errorsTo());
    }

    /** For whoever kills this process before its end. */
    private void sayId(RemoteJob job) {
        shell.say(api.server().base() + " took it as " + job.id() + ".");
    }

    private RemoteJob upload(ImportOrder order, Map<String, String> parts) throws IOException {
        if (order.draft().input().source() != null) {
            return api.importUsers(parts, order.submit().key());
        }
        long size = order.file().isPresent() ? Files.size(order.file().get()) : -1;
        try (var transfer = new Transfer(shell, "upload", size)) {
            var file = order.file().isPresent()
                    ? UploadFile.of(order.file().get(), transfer::done)
                    : UploadFile.of(
                            GivenFiles.STANDARD_STREAM, shell.surroundings().in(), transfer::done);
            return api.importUsers(parts, file, order.submit().key());
        }
    }

    private String connectionId(String idOrName) {
        return Connection.isId(idOrName)
                ? idOrName
                : ConnectionLookup.require(connections(), idOrName).id();
    }

    @Override
    public ExitCode exportUsers(ExportOrder order, RunOptions how) {
        var connectionId = order.connection().map(this::connectionId);
        var job = api.exportUsers(
                ExportBody.members(connectionId, order.draft()), order.submit().key());
        boolean external = order.draft().target().external() != null;
        var later = external ? "usher jobs watch " + job.id() : "usher jobs download " + job.id() + " FILE";
        if (how.detach) {
            return detached(job, later);
        }
        sayId(job);
        if (external) {
            return seenToTheEnd(job.id(), how, Optional.empty());
        }
        var end = new JobFollowing(shell, this, job.id(), later + options).toTheEnd(how.patience());
        return end.seen().isEmpty() ? end.exitCode() : delivered(end.seen().get(), order.place(), how.json);
    }

    @Override
    public ExitCode restart(String jobId, RunOptions how) {
        var job = api.restart(jobId);
        var watch = "usher jobs watch " + jobId;
        return how.detach ? detached(job, watch) : seenToTheEnd(jobId, how, Optional.empty());
    }

    @Override
    public ExitCode retryRejected(String jobId, boolean upsert, RunOptions how) {
        var job = api.retryRejected(
                jobId,
                upsert ? Map.of("upsert", true) : Map.of(),
                UUID.randomUUID().toString());
        shell.say("Imports what " + jobId + " rejected, as " + job.id() + ".");
        return how.detach
                ? detached(job, "usher jobs watch " + job.id())
                : seenToTheEnd(job.id(), how, Optional.empty());
    }

    @Override
    public ExitCode watch(String jobId, RunOptions how) {
        return seenToTheEnd(jobId, how, Optional.empty());
    }

    @Override
    public ExitCode download(String jobId, Place place) {
        return delivered(look(jobId), place, false);
    }

    private ExitCode detached(RemoteJob job, String comeBack) {
        shell.print(job.id() + "\n");
        shell.say("The server goes on with it. Come back with: " + comeBack + options);
        return ExitCode.OK;
    }

    private ExitCode seenToTheEnd(String jobId, RunOptions how, Optional<Path> errorsTo) {
        var watch = "usher jobs watch " + jobId + options;
        var end = new JobFollowing(shell, this, jobId, watch).toTheEnd(how.patience());
        if (end.seen().isEmpty()) {
            return end.exitCode();
        }
        var seen = end.seen().get();
        if (errorsTo.isPresent() && hasRejects(seen.job())) {
            shell.say(writeRejects(jobId, errorsTo.get()).line());
        }
        new JobPrinter(shell, this).printResult(seen, how.json, false);
        return end.exitCode();
    }

    private static boolean hasRejects(JobView job) {
        return job.importSummary().filter(s -> s.failed() > 0).isPresent()
                || job.statusCode().filter(JobView.TOO_MANY_ERRORS::equals).isPresent();
    }

    private ExitCode delivered(Sight seen, Place place, boolean json) {
        boolean delivered = seen.job().status() != JobStatus.COMPLETED
                || !(seen.job().work() instanceof Export export)
                || new RemoteDelivery(shell, api, options).deliver(seen.job().id(), export, place);
        new JobPrinter(shell, this)
                .printResult(placed(seen, place), json, place.path().isEmpty());
        return delivered ? ExitCode.of(seen.job()) : ExitCode.UNEXPECTED;
    }

    /** The same job with the file where it is now. */
    private static Sight placed(Sight seen, Place place) {
        var file = place.path().map(Path::toString).orElse(GivenFiles.STANDARD_STREAM);
        return seen.job().work() instanceof Export export
                ? Sight.of(
                        seen.job().with(new Export(file, export.format(), false, export.selection(), export.result())))
                : seen;
    }

    @Override
    public void close() {
        // The client of the JDK holds nothing that would have to be given back.
    }
}
