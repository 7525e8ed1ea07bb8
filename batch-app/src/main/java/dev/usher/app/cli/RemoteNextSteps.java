package dev.usher.app.cli;

import dev.usher.app.cli.report.NextStep;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Export;
import dev.usher.app.status.JobView.Import;
import dev.usher.app.status.JobView.Reading;
import dev.usher.jobs.exporting.ExportFailedException;
import java.util.List;

/**
 * What is worth typing after a look at a job of a server, which does not tell with what options it was submitted.
 *
 * @param options to be added to each command, so that it asks the same server
 */
record RemoteNextSteps(JobView job, String options) {

    List<NextStep> all() {
        if (job.status() == JobStatus.PENDING || job.status() == JobStatus.PROCESSING) {
            return List.of(step("follow it to its end", "usher jobs watch " + job.id()));
        }
        if (job.work() instanceof Import imported) {
            return job.status() == JobStatus.COMPLETED ? ofCompleted(imported) : ofEnded(imported);
        }
        return job.status() == JobStatus.COMPLETED ? List.of() : List.of(ofEndedExport());
    }

    private List<NextStep> ofCompleted(Import work) {
        boolean rejected = work.summary().filter(s -> s.failed() > 0).isPresent();
        if (work.dryRun()) {
            return rejected
                    ? List.of(errors(), mendInput(work))
                    : List.of(again("nothing was imported yet: import it", work, false));
        }
        return rejected ? List.of(errors(), rejects(work)) : List.of();
    }

    private List<NextStep> ofEnded(Import work) {
        return switch (Remedy.of(job, true)) {
            case OTHER_ROWS -> List.of(errors(), mendInput(work));
            case OTHER_GUARD ->
                List.of(
                        step("see who is missing from the file", "usher jobs absent " + job.id()),
                        again(
                                "if they are to go, let one import pass the guards: add --override-guard ONCE",
                                work,
                                work.dryRun()));
            case OTHER_FILE ->
                List.of(again(
                        "mend the file, or add an option that says how to read it (--format, --delimiter, --map), then "
                                + tryAgain(work),
                        work,
                        work.dryRun()));
            case NO_CSV_OPTIONS ->
                List.of(again(
                        "leave out the options for CSV files, or add --format csv if it is one", work, work.dryRun()));
            case NEW_JOB, OLD_FILE ->
                List.of(again("it can't be continued any more: import the file again", work, work.dryRun()));
            case SPACE -> List.of(restart("free some space on the server, then "));
            case RESTART -> List.of(restart(""));
        };
    }

    private NextStep ofEndedExport() {
        if (job.leftoversRemoved()) {
            var export = (Export) job.work();
            var words = new ShellWords().add("usher", "export");
            if (export.isExternal()) {
                words.add("--to");
            }
            words.add(export.file());
            job.connection().ifPresent(name -> words.add("--connection", name));
            return step(
                    "it can't be continued any more: export again, with the options of the first export",
                    words.toString());
        }
        var full = ExportFailedException.Reason.STORAGE_FULL.name();
        return restart(
                job.statusCode().filter(full::equals).isPresent()
                        ? "free some space on the server or raise the limit, then "
                        : "");
    }

    private NextStep errors() {
        return step("see what is wrong with each rejected row", "usher jobs errors " + job.id());
    }

    private NextStep rejects(Import work) {
        boolean csv = work.reading().map(Reading::csv).orElse(false);
        return step(
                "get the rejected records, to mend and import them",
                "usher jobs rejects " + job.id() + (csv ? " rejected.csv" : " rejected.ndjson"));
    }

    private NextStep mendInput(Import work) {
        return again(
                "nothing was imported: mend these rows in the input itself, then " + tryAgain(work),
                work,
                work.dryRun());
    }

    private static String tryAgain(Import work) {
        return work.dryRun() ? "try it again" : "import it";
    }

    /** The server knows the name of a file only, not where it was. */
    private NextStep again(String purpose, Import work, boolean dryRun) {
        boolean streamed = work.inputName().isEmpty() || work.inputName().equals(GivenFiles.STANDARD_STREAM);
        var words = new ShellWords().add("usher", "import");
        var taken = work.taken().filter(file -> job.status() == JobStatus.FAILED);
        taken.or(work::source)
                .ifPresentOrElse(
                        source -> words.add("--source", source),
                        () -> words.add(streamed ? GivenFiles.STANDARD_STREAM : work.inputName()));
        job.connection().ifPresent(name -> words.add("--connection", name));
        if (dryRun) {
            words.add("--dry-run");
        }
        var where = streamed ? ", on standard input" : ", in the folder of the file";
        if (taken.isPresent()) {
            where = NextSteps.BACK_IN_PLACE + ",";
        } else if (work.source().isPresent()) {
            where = ",";
        } else {
            where += " and";
        }
        return step(purpose + where + " with the options of the first import", words.toString());
    }

    private NextStep restart(String first) {
        return step(first + "continue where it ended", "usher jobs restart " + job.id());
    }

    private NextStep step(String purpose, String command) {
        return new NextStep(purpose, command + options);
    }
}
