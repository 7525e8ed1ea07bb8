package dev.usher.app.cli;

import dev.usher.app.cli.JobDesk.Findings;
import dev.usher.app.cli.report.JobDocument;
import dev.usher.app.cli.report.JobReport;
import dev.usher.app.cli.report.Json;
import dev.usher.app.cli.report.NextStep;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What there is to say about a job, of whatever type, wherever it runs. */
final class JobPrinter {

    private final Shell shell;
    private final JobDesk desk;

    JobPrinter(Shell shell, JobDesk desk) {
        this.shell = shell;
        this.desk = desk;
    }

    String text(Sight seen) {
        return text(seen, desk.findings(seen.job()));
    }

    private String text(Sight seen, Findings found) {
        var next = shell.quiet() ? List.<NextStep>of() : desk.next(seen, found.errors());
        return new JobReport(seen.job(), seen.abandoned(), found.errors(), found.warnings(), found.absent(), next)
                .text();
    }

    Map<String, Object> document(Sight seen) {
        return JobDocument.ofJob(seen.job(), desk.findings(seen.job()).errors(), seen.abandoned());
    }

    /**
     * Prints what became of a job, as the answer to the command that saw to it; with {@code --quiet} only if something is
     * wrong with it, or a document was asked for.
     *
     * @param aside whether standard output is taken by a file
     */
    void printResult(Sight seen, boolean json, boolean aside) {
        var job = seen.job();
        var found = desk.findings(job);
        Consumer<String> print = aside ? shell::printAside : shell::print;
        if (json) {
            print.accept(Json.write(JobDocument.ofResult(job, found.errors())) + "\n");
            desk.next(seen, found.errors()).forEach(step -> shell.say(step.line()));
        } else if (!shell.quiet() || ExitCode.of(job) != ExitCode.OK) {
            print.accept(text(seen, found));
        }
    }
}
