package dev.usher.app.cli;

import dev.usher.app.cli.report.JobDocument;
import dev.usher.app.cli.report.JobReport;
import dev.usher.app.cli.report.NextStep;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.status.JobStatusService;
import dev.usher.app.status.JobView;
import dev.usher.jobs.importing.rejection.ErrorCount;
import java.util.List;
import java.util.Map;

/** What there is to say about a job, of whatever type. */
final class JobPrinter {

    private final Shell shell;
    private final JobStatusService status;

    JobPrinter(Shell shell, JobStatusService status) {
        this.shell = shell;
        this.status = status;
    }

    String text(JobView job, boolean abandoned) {
        var errors = status.errorCounts(job.id());
        var next = shell.quiet() ? List.<NextStep>of() : next(job, abandoned, errors);
        return new JobReport(job, abandoned, errors, status.warnings(job.id()), next).text();
    }

    /** What the command answers with that ran the job. */
    Map<String, Object> result(JobView job) {
        return JobDocument.ofResult(job, status.errorCounts(job.id()));
    }

    Map<String, Object> document(JobView job, boolean abandoned) {
        return JobDocument.ofJob(job, status.errorCounts(job.id()), abandoned);
    }

    /** @param abandoned whether nobody runs the job although it is being processed */
    List<NextStep> next(JobView job, boolean abandoned) {
        return next(job, abandoned, status.errorCounts(job.id()));
    }

    private List<NextStep> next(JobView job, boolean abandoned, List<ErrorCount> errors) {
        var request = status.request(job.id());
        if (request instanceof JobRequest.OfImport imported) {
            return new NextSteps(job, imported.document(), errors).all(abandoned);
        }
        return new ExportNextSteps(job, ((JobRequest.OfExport) request).document()).all(abandoned);
    }
}
