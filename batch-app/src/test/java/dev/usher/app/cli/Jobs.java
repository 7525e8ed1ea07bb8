package dev.usher.app.cli;

import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Export;
import dev.usher.app.status.JobView.Exported;
import dev.usher.app.status.JobView.Import;
import dev.usher.app.status.JobView.Mirrored;
import dev.usher.app.status.JobView.Reading;
import dev.usher.app.status.JobView.Selection;
import dev.usher.app.status.JobView.Summary;
import dev.usher.app.status.JobView.Work;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.UserExportRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Jobs as tests need them. */
public final class Jobs {

    public static final String ID = "job_0000000000000001";
    private static final Instant CREATED = Instant.parse("2026-03-01T10:00:00Z");

    /** What the exports here were asked to do, unless a test submitted another. */
    static final UserExportRequest EXPORT = new UserExportRequest(
            "con_0000000000000001",
            null,
            null,
            null,
            UserExportRequest.Fields.DEFAULTS,
            UserExportRequest.Format.NDJSON,
            CsvEscape.AUTH0,
            new UserExportRequest.Target("/data/users.ndjson", false, "users.ndjson", false, false));

    private Jobs() {}

    public static JobView completed(long inserted, long updated, long failed) {
        var summary = new Summary(inserted + updated + failed, inserted, updated, failed, updated / 2);
        return job(JobStatus.COMPLETED, false, reading(summary), summary, null, null);
    }

    public static JobView ofStandardInput() {
        var job = completed(2, 0, 0);
        var work = (Import) job.work();
        return with(job, new Import("-", work.dryRun(), work.reading(), work.summary()));
    }

    public static JobView dryRun(long failed) {
        return asDryRun(completed(2, 1, failed));
    }

    public static JobView failed(String code, String details) {
        return job(JobStatus.FAILED, false, null, null, code, details);
    }

    public static JobView tooManyErrors() {
        return job(
                JobStatus.FAILED,
                false,
                new Reading(false, 9, 5),
                null,
                JobView.TOO_MANY_ERRORS,
                "5 rows were rejected.");
    }

    /** Four of ten users are missing. */
    public static JobView overGuard() {
        var job = job(
                JobStatus.FAILED,
                false,
                new Reading(false, 9, 0),
                null,
                JobView.MIRROR_GUARD,
                "3 more users than max_users = 1");
        return mirrored(job, new Mirrored("block", "over_guard", Optional.empty(), 10, 4, 4, 0, 0, 0));
    }

    /** The same import with what it found about who is missing. */
    public static JobView mirrored(JobView job, Mirrored mirror) {
        var work = (Import) job.work();
        return with(
                job,
                new Import(
                        work.inputName(),
                        work.dryRun(),
                        work.reading(),
                        work.summary(),
                        work.source(),
                        Optional.of(mirror)));
    }

    public static JobView stopped() {
        return job(JobStatus.STOPPED, false, new Reading(false, 9, 0), null, null, null);
    }

    public static JobView processing() {
        return job(JobStatus.PROCESSING, false, new Reading(false, 9, 0), null, null, null);
    }

    public static JobView pending() {
        return job(JobStatus.PENDING, false, new Reading(false, 9, 0), null, null, null);
    }

    /** The same job after the retention time of its leftovers. */
    public static JobView withoutLeftovers(JobView job) {
        return job(
                job.status(),
                job.work(),
                job.statusCode().orElse(null),
                job.statusDetails().orElse(null),
                true);
    }

    /** The same job as a dry run. */
    public static JobView asDryRun(JobView job) {
        var work = (Import) job.work();
        return with(job, new Import(work.inputName(), true, work.reading(), work.summary()));
    }

    /** The same job with a CSV file. */
    public static JobView ofCsv(JobView job) {
        var work = (Import) job.work();
        var reading = work.reading().map(r -> new Reading(true, r.rows(), r.rejected()));
        return with(job, new Import(work.inputName(), work.dryRun(), reading, work.summary()));
    }

    /** An export into a file. */
    public static JobView exported(String file, long rows) {
        return job(
                JobStatus.COMPLETED,
                new Export(
                        file,
                        "ndjson",
                        false,
                        Selection.DEFAULTS,
                        Optional.of(new Exported(rows, 100 * rows, "0a1b2c"))),
                null,
                null,
                false);
    }

    /** The same export with hashes and secrets. */
    public static JobView withCredentials(JobView job) {
        var work = (Export) job.work();
        var fields = new UserExportRequest.Fields(List.of(), true, true);
        return with(
                job,
                new Export(
                        work.file(),
                        work.format(),
                        work.download(),
                        new Selection(OptionalLong.empty(), fields),
                        work.result()));
    }

    /** The same export, for standard output. */
    static JobView toStandardOutput(JobView job) {
        var work = (Export) job.work();
        return with(job, new Export("-", work.format(), false, work.selection(), work.result()));
    }

    /** An export that did not come to its end. */
    public static JobView unfinishedExport(JobStatus status, @Nullable String code, @Nullable String details) {
        return job(
                status,
                new Export("/data/users.ndjson", "ndjson", false, Selection.DEFAULTS, Optional.empty()),
                code,
                details,
                false);
    }

    private static JobView with(JobView job, Work work) {
        return job(
                job.status(),
                work,
                job.statusCode().orElse(null),
                job.statusDetails().orElse(null),
                false);
    }

    private static Reading reading(Summary summary) {
        return new Reading(false, summary.total(), summary.failed());
    }

    private static JobView job(
            JobStatus status,
            boolean dryRun,
            @Nullable Reading reading,
            @Nullable Summary summary,
            @Nullable String code,
            @Nullable String details) {
        var work = new Import("users.ndjson", dryRun, Optional.ofNullable(reading), Optional.ofNullable(summary));
        return job(status, work, code, details, false);
    }

    private static JobView job(
            JobStatus status, Work work, @Nullable String code, @Nullable String details, boolean leftoversRemoved) {
        return new JobView(
                ID,
                status,
                Optional.empty(),
                Optional.of("con_0000000000000001"),
                Optional.of("acme"),
                CREATED,
                Optional.of(CREATED.plusSeconds(1)),
                Optional.of(CREATED.plusSeconds(3)),
                Duration.ofMillis(1_500),
                1,
                Optional.ofNullable(code),
                Optional.ofNullable(details),
                leftoversRemoved,
                work,
                Optional.empty());
    }
}
