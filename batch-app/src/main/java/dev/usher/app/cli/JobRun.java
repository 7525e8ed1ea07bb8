package dev.usher.app.cli;

import dev.usher.app.status.JobView;

/** Runs a job in this process: shows progress, lets Ctrl-C stop it, and reports how it ended. */
final class JobRun {

    private final Shell shell;
    private final Engine engine;
    private final JobDesk desk;
    private final boolean json;

    JobRun(Shell shell, Engine engine, JobDesk desk, boolean json) {
        this.shell = shell;
        this.engine = engine;
        this.desk = desk;
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
        return report(engine.status().require(jobId));
    }

    /** Says how a job ended, and sends its file to standard output if it is for it. */
    ExitCode report(JobView job) {
        new JobPrinter(shell, desk).printResult(Sight.of(job), json, ExportDelivery.isForStandardOutput(job));
        return new ExportDelivery(shell, engine).deliver(job) ? ExitCode.of(job) : ExitCode.UNEXPECTED;
    }
}
