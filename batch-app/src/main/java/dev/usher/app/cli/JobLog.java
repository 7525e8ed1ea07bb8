package dev.usher.app.cli;

import dev.usher.app.cli.JobFollowing.Watcher;
import dev.usher.app.cli.report.Texts;
import dev.usher.app.status.JobProgress;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Prints a line for each thing that became of a job since it was last seen: submitted, started, a phase, ended; used by one
 * thread.
 */
final class JobLog implements Watcher {

    private final Shell shell;
    private @Nullable JobView before;
    private String phase = "";

    JobLog(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void see(Sight seen) {
        var job = seen.job();
        var now = shell.surroundings().clock().instant();
        if (before == null) {
            print(job.createdAt(), "submitted, " + job.type() + ", " + job.connectionName());
        }
        sayStarts(job, now);
        job.progress().map(JobProgress::phase).filter(p -> !p.equals(phase)).ifPresent(p -> {
            print(now, p);
            phase = p;
        });
        if (job.status() != JobStatus.PROCESSING && (before == null || before.status() != job.status())) {
            sayState(job, now);
        }
        before = job;
    }

    private void sayStarts(JobView job, Instant now) {
        int known = before == null ? 0 : before.attempts();
        if (job.attempts() > known) {
            // The moment of the first start is remembered; of later ones only that there were some.
            if (known == 0) {
                var so = job.attempts() > 1 ? ", " + job.attempts() + " times so far" : "";
                print(job.startedAt().orElse(now), "started" + so);
            } else {
                print(now, "started again, attempt " + job.attempts());
            }
            phase = "";
        }
    }

    private void sayState(JobView job, Instant now) {
        switch (job.status()) {
            case COMPLETED, FAILED, STOPPED ->
                print(
                        job.finishedAt().orElse(now),
                        job.status().literal()
                                + job.importSummary()
                                        .map(s -> ", " + Texts.rows(s.total()) + ", " + Texts.count(s.failed())
                                                + " rejected")
                                        .orElse("")
                                + job.statusDetails()
                                        .map(d -> ": " + Texts.printable(d))
                                        .orElse(""));
            case PENDING -> print(now, before == null ? "waits for a server" : "waits for a server again");
            case PROCESSING -> throw new IllegalArgumentException("said by its phases");
        }
    }

    private void print(Instant at, String what) {
        shell.print(at.truncatedTo(ChronoUnit.SECONDS) + " " + what + "\n");
    }

    @Override
    public void clear() {
        // Lines stay.
    }
}
