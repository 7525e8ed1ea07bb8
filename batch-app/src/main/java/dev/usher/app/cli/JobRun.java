package dev.usher.app.cli;

import dev.usher.app.cli.report.JobDocument;
import dev.usher.app.cli.report.JobReport;
import dev.usher.app.cli.report.JobReport.NextStep;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a job in this process: shows progress, lets Ctrl-C stop it, and reports how it ended. */
final class JobRun {

    private final Shell shell;
    private final Engine engine;
    private final boolean json;

    JobRun(Shell shell, Engine engine, boolean json) {
        this.shell = shell;
        this.engine = engine;
        this.json = json;
    }

    /**
     * Runs a job that this process owns.
     *
     * @param afterRejects what to do about rejected rows, beyond looking at them
     */
    ExitCode toTheEnd(String jobId, Optional<NextStep> afterRejects) {
        var stopping = new GracefulStop(shell, engine.launch(), jobId);
        var signals = Signals.handledBy(stopping::signalled);
        var progress = ProgressWatch.start(shell, engine.status(), jobId);
        try {
            engine.launch().run(jobId);
        } finally {
            progress.close();
            signals.close();
            stopping.ended();
        }
        var job = engine.status().require(jobId);
        report(job, nextSteps(job, afterRejects));
        return ExitCode.of(job);
    }

    private void report(JobView job, List<NextStep> next) {
        var errors = engine.status().errorCounts(job.id());
        if (json) {
            shell.printJson(JobDocument.ofResult(job, errors));
            next.forEach(step -> shell.say(step.command() + "  # " + step.purpose()));
        } else {
            shell.print(new JobReport(job, errors, engine.status().warnings(job.id()), next).text());
        }
    }

    static List<NextStep> nextSteps(JobView job, Optional<NextStep> afterRejects) {
        var next = new ArrayList<NextStep>();
        boolean tooMany = ExitCode.of(job) == ExitCode.TOO_MANY_ERRORS;
        boolean rejected = job.summary().filter(s -> s.failed() > 0).isPresent();
        if (tooMany || rejected) {
            next.add(new NextStep("see what is wrong with each rejected row", "usher jobs errors " + job.id()));
            next.add(afterRejects.orElseGet(() -> new NextStep(
                    "get the rejected records, to mend and import them", "usher jobs rejects " + job.id() + " FILE")));
        }
        if (job.status() == JobStatus.STOPPED || (job.status() == JobStatus.FAILED && !tooMany)) {
            next.add(new NextStep("continue where it ended", "usher jobs restart " + job.id()));
        }
        return next;
    }
}
