package dev.usher.app.cli;

import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Reading;
import dev.usher.app.status.JobView.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs as tests need them. */
public final class Jobs {

    public static final String ID = "job_0000000000000001";
    private static final Instant CREATED = Instant.parse("2026-03-01T10:00:00Z");

    private Jobs() {}

    public static JobView completed(long inserted, long updated, long failed) {
        var summary = new Summary(inserted + updated + failed, inserted, updated, failed, updated / 2);
        return job(JobStatus.COMPLETED, false, reading(summary), summary, null, null);
    }

    public static JobView ofStandardInput() {
        var job = completed(2, 0, 0);
        return new JobView(
                job.id(),
                job.type(),
                job.status(),
                job.connectionId(),
                job.connection(),
                "-",
                job.dryRun(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                job.running(),
                job.attempts(),
                job.reading(),
                job.summary(),
                job.statusCode(),
                job.statusDetails(),
                job.leftoversRemoved());
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

    public static JobView stopped() {
        return job(JobStatus.STOPPED, false, new Reading(false, 9, 0), null, null, null);
    }

    public static JobView processing() {
        return job(JobStatus.PROCESSING, false, new Reading(false, 9, 0), null, null, null);
    }

    /** The same job after the retention time of its leftovers. */
    public static JobView withoutLeftovers(JobView job) {
        return new JobView(
                job.id(),
                job.type(),
                job.status(),
                job.connectionId(),
                job.connection(),
                job.inputName(),
                job.dryRun(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                job.running(),
                job.attempts(),
                job.reading(),
                job.summary(),
                job.statusCode(),
                job.statusDetails(),
                true);
    }

    /** The same job as a dry run. */
    public static JobView asDryRun(JobView job) {
        return job(
                job.status(),
                true,
                job.reading().orElse(null),
                job.summary().orElse(null),
                job.statusCode().orElse(null),
                job.statusDetails().orElse(null));
    }

    /** The same job with a CSV file. */
    public static JobView ofCsv(JobView job) {
        var reading = job.reading().orElseThrow();
        return job(
                job.status(),
                job.dryRun(),
                new Reading(true, reading.rows(), reading.rejected()),
                job.summary().orElse(null),
                job.statusCode().orElse(null),
                job.statusDetails().orElse(null));
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
        return new JobView(
                ID,
                "users_import",
                status,
                "con_0000000000000001",
                "acme",
                "users.ndjson",
                dryRun,
                CREATED,
                Optional.of(CREATED.plusSeconds(1)),
                Optional.of(CREATED.plusSeconds(3)),
                Duration.ofMillis(1_500),
                1,
                Optional.ofNullable(reading),
                Optional.ofNullable(summary),
                Optional.ofNullable(code),
                Optional.ofNullable(details),
                false);
    }
}
