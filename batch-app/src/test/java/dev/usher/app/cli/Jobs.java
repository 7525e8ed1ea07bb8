package dev.usher.app.cli;

import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Jobs as tests need them. */
public final class Jobs {

    public static final String ID = "job_0000000000000001";
    private static final Instant CREATED = Instant.parse("2026-03-01T10:00:00Z");

    private Jobs() {}

    public static JobView completed(long inserted, long updated, long failed) {
        var summary = new Summary(inserted + updated + failed, inserted, updated, failed, updated / 2);
        return job(JobStatus.COMPLETED, false, Optional.of(summary), Optional.empty(), Optional.empty());
    }

    public static JobView dryRun() {
        var summary = new Summary(3, 2, 1, 0, 0);
        return job(JobStatus.COMPLETED, true, Optional.of(summary), Optional.empty(), Optional.empty());
    }

    public static JobView failed(String code, String details) {
        return job(JobStatus.FAILED, false, Optional.empty(), Optional.of(code), Optional.of(details));
    }

    public static JobView stopped() {
        return job(JobStatus.STOPPED, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static JobView job(
            JobStatus status,
            boolean dryRun,
            Optional<Summary> summary,
            Optional<String> code,
            Optional<String> details) {
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
                summary,
                code,
                details);
    }
}
