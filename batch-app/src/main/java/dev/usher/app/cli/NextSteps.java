package dev.usher.app.cli;

import dev.usher.app.cli.report.NextStep;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Import;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.RejectsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is worth typing after a look at an import. */
final class NextSteps {

    private static final String DUPLICATED_USER = "DUPLICATED_USER";

    /** Of rows that are right in themselves: what they need is that somebody else changes. */
    private static final Set<String> FAULTS_OF_OTHERS =
            Set.of(DUPLICATED_USER, "CONFLICT", "CONFLICT_EMAIL", "CONFLICT_USERNAME");

    /** A failed job moves its file away, if the store is told to. */
    static final String BACK_IN_PLACE =
            ", once its file is back: if it was moved to failed/, move it back and give it its old name first";

    private final JobView job;
    private final UserImportRequest request;
    private final List<String> codes;
    private final Import work;
    private final ImportLine line;

    /** @param errors every code of the job */
    NextSteps(JobView job, UserImportRequest request, List<ErrorCount> errors) {
        this.job = job;
        this.request = request;
        this.codes = errors.stream().map(ErrorCount::code).toList();
        this.work = (Import) job.work();
        this.line = new ImportLine(
                request, job.connectionName(), hasFailed() ? work.taken().orElse(null) : null);
    }

    /** @param abandoned whether nobody runs the job although it is being processed */
    List<NextStep> all(boolean abandoned) {
        if (isCompleted()) {
            return ofRows();
        }
        if (job.status() != JobStatus.FAILED && job.status() != JobStatus.STOPPED && !abandoned) {
            return List.of();
        }
        return switch (Remedy.of(job, request.input().stored())) {
            case OTHER_ROWS -> ofRows();
            case OTHER_GUARD ->
                List.of(
                        new NextStep("see who is missing from the file", "usher jobs absent " + job.id()),
                        new NextStep(
                                "if they are to go, let one import pass the guards" + where(),
                                line.overridingGuards(work.dryRun())));
            case OTHER_FILE ->
                List.of(again("mend the file, or add an option that says how to read it (--format, --delimiter, --map),"
                        + " then " + tryAgain()));
            case NO_CSV_OPTIONS ->
                List.of(new NextStep(
                        "leave out the options for CSV files, or add --format csv if it is one" + where(),
                        line.withoutCsvOptions().again(work.dryRun())));
            case NEW_JOB ->
                List.of(again("it can't be continued any more, " + whatIsGone() + ": import the file again"));
            case OLD_FILE -> List.of(restart("put the old file back, then "));
            case SPACE -> List.of(restart("free some space, then "));
            case RESTART -> List.of(restart(""));
        };
    }

    private List<NextStep> ofRows() {
        var next = new ArrayList<NextStep>();
        if (hasRejects()) {
            next.add(new NextStep("see what is wrong with each rejected row", "usher jobs errors " + job.id()));
        }
        goOn().ifPresent(next::add);
        retry().ifPresent(next::add);
        return next;
    }

    /** After the rejected records were written to a file: what to do with it. */
    NextStep afterRejects(Path rejects) {
        if (importedNothing()) {
            return mendInput();
        }
        return mendRejects(rejects);
    }

    private Optional<NextStep> goOn() {
        if (importedNothing()) {
            return Optional.of(mendInput());
        }
        if (!hasRejects()) {
            return Optional.empty();
        }
        var errorsTo = request.errorsTo();
        // A folder that was gone when the job ended is no failure of the job; the records are kept with it.
        if (errorsTo != null && Files.exists(Path.of(errorsTo))) {
            return Optional.of(mendRejects(Path.of(errorsTo)));
        }
        return Optional.of(new NextStep(
                "get the rejected records, to mend and import them",
                "usher jobs rejects " + job.id() + (isCsv() ? " rejected.csv" : " rejected.ndjson")));
    }

    /** Where a retry of the rows as they are can help. */
    private Optional<NextStep> retry() {
        if (importedNothing() || !hasRejects() || codes.isEmpty() || !FAULTS_OF_OTHERS.containsAll(codes)) {
            return Optional.empty();
        }
        var command = "usher jobs retry-rejected " + job.id();
        return Optional.of(
                !request.upsert() && codes.equals(List.of(DUPLICATED_USER))
                        ? new NextStep("or update the users that exist with these rows", command + " --upsert")
                        : new NextStep(
                                "or change the users with whom these rows clash, then try the rows again", command));
    }

    private NextStep mendInput() {
        return hasRejects()
                ? again("nothing was imported: mend these rows in the input itself, then " + tryAgain())
                : new NextStep("nothing was imported yet: import it" + where(), line.again(false));
    }

    private NextStep again(String purpose) {
        return new NextStep(purpose + where(), line.again(work.dryRun()));
    }

    /** What the command can't know: the copy that the job read is not where the input is. */
    private String where() {
        if (line.taken() != null) {
            return BACK_IN_PLACE;
        }
        if (!request.input().stored()) {
            return "";
        }
        return line.isOfStandardInput() ? ", on standard input" : ", in the folder of the file";
    }

    private String whatIsGone() {
        return job.leftoversRemoved() ? "its staged rows are gone" : "its copy of the file is damaged";
    }

    /** Only a dry run that rejected nothing is followed by the import itself. */
    private String tryAgain() {
        return work.dryRun() ? "try it again" : "import it";
    }

    private NextStep mendRejects(Path rejects) {
        return new NextStep(
                "mend the rejected records in place (reasons: "
                        + RejectsFile.errorsBeside(rejects).getFileName() + "), then import them",
                line.ofRejects(rejects, isCsv()));
    }

    private NextStep restart(String first) {
        return new NextStep(first + "continue where it ended", "usher jobs restart " + job.id());
    }

    private boolean importedNothing() {
        return hasTooManyErrors() || (isCompleted() && work.dryRun());
    }

    private boolean isCompleted() {
        return job.status() == JobStatus.COMPLETED;
    }

    private boolean hasFailed() {
        return job.status() == JobStatus.FAILED;
    }

    private boolean hasTooManyErrors() {
        return hasFailed()
                && job.statusCode().filter(JobView.TOO_MANY_ERRORS::equals).isPresent();
    }

    private boolean hasRejects() {
        return hasTooManyErrors() || work.summary().filter(s -> s.failed() > 0).isPresent();
    }

    private boolean isCsv() {
        return work.reading().map(JobView.Reading::csv).orElse(false);
    }
}
