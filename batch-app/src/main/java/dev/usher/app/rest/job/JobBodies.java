package dev.usher.app.rest.job;

import dev.usher.app.rest.answer.Moment;
import dev.usher.app.rest.download.ExportLinks;
import dev.usher.app.security.Caller;
import dev.usher.app.security.client.Scope;
import dev.usher.app.status.JobProgress;
import dev.usher.app.status.JobStatusService;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Export;
import dev.usher.app.status.JobView.Exported;
import dev.usher.app.status.JobView.Import;
import dev.usher.app.status.JobView.Selection;
import dev.usher.app.status.MirrorDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes jobs as JSON; shared by all requests. */
final class JobBodies {

    /** Before that, how long it will still take is a guess. */
    private static final int LEAST_PERCENTAGE = 5;

    private final JobStatusService status;
    private final ExportLinks links;

    JobBodies(JobStatusService status, ExportLinks links) {
        this.status = status;
        this.links = links;
    }

    /** @throws dev.usher.app.problem.ProblemException if there is no such job */
    JobBody require(String jobId, Caller caller) {
        return of(status.require(jobId), caller);
    }

    /** The answer to whoever submits a job: pending, even if a server has been faster than the answer. */
    JobBody submitted(String jobId) {
        return of(status.require(jobId).asSubmitted(), Optional.empty());
    }

    /** For those who did not ask for the file, or are told on another thread than that of their request. */
    JobBody withoutLinks(String jobId) {
        return of(status.require(jobId), Optional.empty());
    }

    /** With a link to the file of an export, if the caller may have what it holds: the link itself needs no token. */
    JobBody of(JobView job, Caller caller) {
        return of(job, mayRead(job, caller) ? links.location(job) : Optional.empty());
    }

    private boolean mayRead(JobView job, Caller caller) {
        return caller.has(Scope.READ_USERS)
                && (caller.has(Scope.READ_USER_CREDENTIALS)
                        || !(job.work() instanceof Export export && export.includesCredentials()));
    }

    private JobBody of(JobView job, Optional<String> location) {
        var progress = job.progress();
        var imported = job.work() instanceof Import work ? Optional.of(work) : Optional.<Import>empty();
        var export = job.work() instanceof Export work ? Optional.of(work) : Optional.<Export>empty();
        var exported = export.flatMap(Export::result);
        return new JobBody(
                job.type(),
                job.status().literal(),
                job.connectionId().orElse(null),
                export.map(e -> format(e.format())).orElse(null),
                export.map(e -> orNull(e.selection().limit())).orElse(null),
                export.map(e -> fields(e.selection())).orElse(null),
                summary(job),
                job.connection().orElse(null),
                Moment.text(job.createdAt()),
                job.id(),
                job.externalId().orElse(null),
                progress.map(JobProgress::percentageDone).orElse(null),
                progress.flatMap(p -> timeLeft(p, job.running()))
                        .map(Duration::toSeconds)
                        .orElse(null),
                location.orElse(null),
                exported.map(Exported::sizeBytes).orElse(null),
                exported.map(Exported::sha256).orElse(null),
                job.statusDetails().orElse(null),
                job.statusCode().orElse(null),
                imported.filter(Import::dryRun).map(Import::dryRun).orElse(null),
                export.filter(Export::includesCredentials)
                        .map(Export::includesCredentials)
                        .orElse(null),
                imported.flatMap(Import::summary)
                        .map(JobView.Summary::unchanged)
                        .orElse(null),
                imported.flatMap(Import::mirror).map(MirrorDocument::of).orElse(null),
                job.startedAt().map(Moment::text).orElse(null),
                job.finishedAt().map(Moment::text).orElse(null),
                job.attempts() == 0 ? null : job.attempts(),
                job.attempts() == 0 ? null : fileName(job),
                job.attempts() == 0 ? null : job.running().toMillis(),
                progress.map(JobProgress::phase).orElse(null),
                progress.map(JobProgress::rowsTotal).orElse(null),
                progress.map(JobProgress::rowsDone).orElse(null),
                progress.map(p -> orNull(p.rowsFailed())).orElse(null),
                imported.flatMap(Import::source).orElse(null),
                export.filter(Export::isExternal).map(Export::file).orElse(null));
    }

    /** Of an export on a command line it is a path on another machine, which is nobody's business. */
    private static @Nullable String fileName(JobView job) {
        if (job.work() instanceof Export export) {
            return export.download() ? export.file() : null;
        }
        return ((Import) job.work()).inputName();
    }

    /** Auth0's word for lines of JSON is json. */
    private static String format(String format) {
        return format.equals("ndjson") ? "json" : format;
    }

    private static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static @Nullable List<JobBody.Field> fields(Selection selection) {
        var named = selection.fields().named();
        return named.isEmpty()
                ? null
                : named.stream()
                        .map(f -> new JobBody.Field(f.name(), f.exportAs()))
                        .toList();
    }

    private static JobBody.@Nullable Summary summary(JobView job) {
        if (job.work() instanceof Export export) {
            return export.result()
                    .map(r -> new JobBody.Summary(null, null, null, r.rows()))
                    .orElse(null);
        }
        return job.importSummary()
                .map(s -> new JobBody.Summary(s.failed(), s.updated(), s.inserted(), s.total()))
                .orElse(null);
    }

    private static Optional<Duration> timeLeft(JobProgress progress, Duration running) {
        int done = progress.percentageDone();
        return done < LEAST_PERCENTAGE
                ? Optional.empty()
                : Optional.of(running.multipliedBy(100 - done).dividedBy(done));
    }
}
