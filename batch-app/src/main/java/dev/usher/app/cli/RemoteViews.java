package dev.usher.app.cli;

import dev.usher.app.cli.JobDesk.Findings;
import dev.usher.app.cli.remote.RemoteAbsentUser;
import dev.usher.app.cli.remote.RemoteJob;
import dev.usher.app.cli.remote.RemoteReport;
import dev.usher.app.cli.remote.RowError;
import dev.usher.app.status.AbsentUser;
import dev.usher.app.status.JobProgress;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Export;
import dev.usher.app.status.JobView.Exported;
import dev.usher.app.status.JobView.Import;
import dev.usher.app.status.JobView.Reading;
import dev.usher.app.status.JobView.Selection;
import dev.usher.app.status.JobView.Summary;
import dev.usher.app.status.JobView.Work;
import dev.usher.app.status.MirrorDocument;
import dev.usher.jobs.exporting.UserExportRequest.Fields;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a server tells, as the reports take it. */
final class RemoteViews {

    private RemoteViews() {}

    static Sight sight(RemoteJob job, Optional<RemoteReport> report) {
        return new Sight(view(job, report), false);
    }

    private static JobView view(RemoteJob job, Optional<RemoteReport> report) {
        return new JobView(
                job.id(),
                JobStatus.of(job.status()),
                Optional.ofNullable(job.externalId()),
                Optional.ofNullable(job.connectionId()),
                Optional.ofNullable(job.connection()),
                job.createdAt(),
                Optional.ofNullable(job.startedAt()),
                Optional.ofNullable(job.finishedAt()),
                Duration.ofMillis(orZero(job.runningMs())),
                job.attempts() == null ? 0 : job.attempts(),
                Optional.ofNullable(job.statusCode()),
                Optional.ofNullable(job.statusDetails()),
                report.filter(r -> !r.restartable()).isPresent(),
                work(job, report),
                progress(job));
    }

    private static Work work(RemoteJob job, Optional<RemoteReport> report) {
        var file = Optional.ofNullable(job.fileName()).orElse("");
        if (job.isExport()) {
            var target = Optional.ofNullable(job.target());
            return new Export(
                    target.orElse(file),
                    Optional.ofNullable(job.format()).orElse(""),
                    target.isEmpty(),
                    selection(job),
                    exported(job));
        }
        var reading = report.map(RemoteReport::reading).map(r -> new Reading(r.csv(), r.rows(), r.rejected()));
        return new Import(
                file,
                Boolean.TRUE.equals(job.dryRun()),
                reading.or(() -> counted(job)),
                summary(job),
                Optional.ofNullable(job.source()),
                Optional.ofNullable(job.mirror()).map(MirrorDocument::mirrored));
    }

    /** As far as a report tells of it. */
    private static Selection selection(RemoteJob job) {
        return new Selection(
                OptionalLong.empty(), new Fields(List.of(), false, Boolean.TRUE.equals(job.includeCredentials())));
    }

    private static Optional<Exported> exported(RemoteJob job) {
        return Optional.ofNullable(job.summary())
                .filter(summary -> job.sha256() != null)
                .map(summary -> new Exported(
                        summary.total(),
                        orZero(job.sizeBytes()),
                        Optional.ofNullable(job.sha256()).orElse("")));
    }

    private static Optional<Summary> summary(RemoteJob job) {
        return Optional.ofNullable(job.summary())
                .map(s -> new Summary(
                        s.total(),
                        orZero(s.inserted()),
                        orZero(s.updated()),
                        orZero(s.failed()),
                        orZero(job.unchanged())));
    }

    /** A list tells the rows of jobs that came to their end. */
    private static Optional<Reading> counted(RemoteJob job) {
        return Optional.ofNullable(job.summary()).map(s -> new Reading(false, s.total(), orZero(s.failed())));
    }

    private static Optional<JobProgress> progress(RemoteJob job) {
        if (job.percentageDone() == null) {
            return Optional.empty();
        }
        var failed = job.rowsFailed() == null ? OptionalLong.empty() : OptionalLong.of(job.rowsFailed());
        return Optional.of(new JobProgress(
                Optional.ofNullable(job.phase()).orElse(job.status()),
                job.percentageDone(),
                orZero(job.rowsTotal()),
                orZero(job.rowsDone()),
                failed));
    }

    /** @param absent the first of those who are missing */
    static Findings findings(RemoteReport report, List<RemoteAbsentUser> absent) {
        var errors = report.errors().stream()
                .map(e -> new ErrorCount(e.code(), e.rows(), e.firstLines()))
                .toList();
        var warnings = new LinkedHashMap<String, Long>();
        report.warnings().forEach(w -> warnings.put(w.message(), w.rows()));
        return new Findings(
                errors, warnings, absent.stream().map(RemoteViews::absent).toList());
    }

    static AbsentUser absent(RemoteAbsentUser user) {
        return new AbsentUser(user.userId(), user.missedRuns(), user.due());
    }

    static StoredRowError error(RowError error) {
        return new StoredRowError(
                error.record(),
                error.line(),
                error.column(),
                error.byteOffset(),
                error.code(),
                error.path(),
                error.message());
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
