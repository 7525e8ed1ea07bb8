package dev.usher.app.cli;

import dev.usher.app.cli.report.Json;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import java.util.function.Consumer;

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
        return report(engine.status().require(jobId));
    }

    /** Says how a job ended, and sends its file to standard output if it is for it. */
    ExitCode report(JobView job) {
        var printer = new JobPrinter(shell, engine.status());
        boolean aside = ExportDelivery.isForStandardOutput(job);
        Consumer<String> print = aside ? shell::printAside : shell::print;
        if (json) {
            print.accept(Json.write(printer.result(job)) + "\n");
            printer.next(job, false).forEach(step -> shell.say(step.line()));
        } else if (!aside || !shell.quiet() || job.status() != JobStatus.COMPLETED) {
            print.accept(printer.text(job, false));
        }
        return new ExportDelivery(shell, engine).deliver(job) ? ExitCode.of(job) : ExitCode.UNEXPECTED;
    }
}
