package dev.usher.app.cli;

import dev.usher.app.cli.report.JobDocument;
import dev.usher.app.cli.report.JobReport;
import dev.usher.app.status.JobView;
import java.util.List;

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

    /** Runs a job that this process owns. */
    ExitCode toTheEnd(String jobId) {
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
        report(job);
        return ExitCode.of(job);
    }

    private void report(JobView job) {
        var errors = engine.status().errorCounts(job.id());
        var next = new NextSteps(job, engine.status().request(job.id())).all(false);
        if (json) {
            shell.printJson(JobDocument.ofResult(job, errors));
            next.forEach(step -> shell.say(step.line()));
        } else {
            var warnings = engine.status().warnings(job.id());
            shell.print(new JobReport(job, false, errors, warnings, shell.quiet() ? List.of() : next).text());
        }
    }
}
