package dev.usher.app.cli;

import dev.usher.app.cli.report.NextStep;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.jobs.exporting.ExportFailedException.Reason;
import dev.usher.jobs.exporting.UserExportRequest;
import java.util.List;

/** What is worth typing after a look at an export. */
final class ExportNextSteps {

    private final JobView job;
    private final UserExportRequest request;

    ExportNextSteps(JobView job, UserExportRequest request) {
        this.job = job;
        this.request = request;
    }

    /** @param abandoned whether nobody runs the job although it is being processed */
    List<NextStep> all(boolean abandoned) {
        if (job.status() != JobStatus.FAILED && job.status() != JobStatus.STOPPED && !abandoned) {
            return List.of();
        }
        if (job.leftoversRemoved()) {
            return List.of(new NextStep(
                    "it can't be continued any more: export again", new ExportLine(request, job.connection()).again()));
        }
        return List.of(new NextStep(first() + "continue where it ended", "usher jobs restart " + job.id()));
    }

    private String first() {
        var code = job.statusCode().orElse("");
        if (code.equals(Reason.TARGET_EXISTS.name())) {
            return "move the file away that is there, then ";
        }
        return code.equals(Reason.STORAGE_FULL.name()) ? "free some space or raise the limit, then " : "";
    }
}
