package dev.usher.app.cli;

import dev.usher.app.cli.report.Json;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Export;
import java.nio.file.Path;
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
        var job = engine.status().require(jobId);
        var printer = new JobPrinter(shell, engine.status());
        boolean aside = writesToStandardOutput(job);
        Consumer<String> print = aside ? shell::printAside : shell::print;
        if (json) {
            print.accept(Json.write(printer.result(job)) + "\n");
            printer.next(job, false).forEach(step -> shell.say(step.line()));
        } else if (!aside || !shell.quiet() || job.status() != JobStatus.COMPLETED) {
            print.accept(printer.text(job, false));
        }
        return fetch(job) ? ExitCode.of(job) : ExitCode.UNEXPECTED;
    }

    private static boolean writesToStandardOutput(JobView job) {
        return job.work() instanceof Export export && ImportFiles.STANDARD_STREAM.equals(export.file());
    }

    /**
     * Sends an export that is for standard output there.
     *
     * @return false if nobody read all of it
     */
    private boolean fetch(JobView job) {
        if (job.status() != JobStatus.COMPLETED
                || !writesToStandardOutput(job)
                || !(engine.status().request(job.id()) instanceof JobRequest.OfExport export)) {
            return true;
        }
        var out = shell.surroundings().out();
        engine.fetchExport(Path.of(export.document().target().path()), out);
        if (out.checkError()) {
            shell.warn("Standard output was closed before all was written.");
            return false;
        }
        return true;
    }
}
