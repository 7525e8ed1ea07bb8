package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.cli.report.NextStep;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Import;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Format;
import dev.usher.jobs.importing.UserImportRequest.Input;
import dev.usher.jobs.testkit.ImportRequests;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is advised after each end of an import, by where its file came from. */
class NextStepsTest {

    private static final String REMOTE = " --server https://usher.example";

    /** Where the file of a job came from, and who looks at the job. */
    private enum Origin {
        FILE("/data/users.ndjson", false),
        STDIN("-", true),
        UPLOAD("users.ndjson", true),
        UPLOAD_SEEN_FROM_AFAR("users.ndjson", true),
        STDIN_SEEN_FROM_AFAR("-", true);

        private final String typed;
        private final boolean stored;

        Origin(String typed, boolean stored) {
            this.typed = typed;
            this.stored = stored;
        }

        private Input input() {
            var name = Path.of(typed).getFileName().toString();
            return new Input(stored ? "/store/input-1" : typed, stored, name, Format.AUTO);
        }

        List<NextStep> next(JobView job) {
            var work = (Import) job.work();
            var named = job.with(new Import(input().name(), work.dryRun(), work.reading(), work.summary()));
            return name().endsWith("AFAR")
                    ? new RemoteNextSteps(named, REMOTE).all()
                    : new NextSteps(named, request(work.dryRun()), List.of()).all(false);
        }

        private UserImportRequest request(boolean dryRun) {
            var plain = ImportRequests.plain("con_0000000000000001", Path.of("/data/users.ndjson"));
            return new UserImportRequest(
                    plain.connectionId(),
                    input(),
                    plain.csv(),
                    plain.upsert(),
                    plain.metadata(),
                    plain.upsertFields(),
                    dryRun,
                    plain.maxErrors(),
                    plain.errorsTo());
        }

        String importing(String options) {
            return "usher import " + typed + " --connection acme" + options + rest();
        }

        String rest() {
            return name().endsWith("AFAR") ? REMOTE : "";
        }
    }

    @ParameterizedTest
    @CsvSource({
        // code, of a file, of a copy
        "UNREADABLE_INPUT, import, import",
        "NOT_CSV, import, import",
        "CHANGED_INPUT, restart, import",
        "STORAGE_FULL, restart, restart",
        "UNBALANCED, restart, restart",
        "UNEXPECTED, restart, restart",
        "POISONED, restart, restart"
    })
    void restartsOnlyWhereThatHelps(String code, String ofFile, String ofCopy) {
        for (var origin : Origin.values()) {
            for (boolean dryRun : List.of(false, true)) {
                var failed = Jobs.failed(code, "It failed.");
                var next = origin.next(dryRun ? Jobs.asDryRun(failed) : failed);

                var expected = (origin == Origin.FILE ? ofFile : ofCopy).equals("restart")
                        ? "usher jobs restart " + Jobs.ID + origin.rest()
                        : origin.importing(dryRun ? " --dry-run" : "");
                assertThat(next)
                        .as("%s of %s, dry run: %s", code, origin, dryRun)
                        .extracting(NextStep::command)
                        .containsExactly(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void mendsTheInputItselfWhereNothingWasImported(Origin origin) {
        var errors = "usher jobs errors " + Jobs.ID + origin.rest();

        assertThat(origin.next(Jobs.tooManyErrors()))
                .extracting(NextStep::command)
                .containsExactly(errors, origin.importing(""));
        assertThat(origin.next(Jobs.asDryRun(Jobs.tooManyErrors())))
                .extracting(NextStep::command)
                .containsExactly(errors, origin.importing(" --dry-run"));
        assertThat(origin.next(Jobs.dryRun(1)))
                .extracting(NextStep::command)
                .containsExactly(errors, origin.importing(" --dry-run"));
        assertThat(origin.next(Jobs.dryRun(0))).extracting(NextStep::command).containsExactly(origin.importing(""));
    }

    @ParameterizedTest
    @EnumSource
    void showsWhoIsMissingWhereAGuardStoodAgainstIt(Origin origin) {
        var absent = "usher jobs absent " + Jobs.ID + origin.rest();

        assertThat(origin.next(Jobs.overGuard()))
                .extracting(NextStep::command)
                .containsExactly(
                        absent,
                        origin.name().endsWith("AFAR")
                                ? origin.importing("")
                                : origin.importing(" --override-guard ONCE"));
        assertThat(origin.next(Jobs.overGuard()).get(1).purpose()).contains("let one import pass the guards");
    }

    @ParameterizedTest
    @EnumSource
    void fetchesWhatACompletedJobRejected(Origin origin) {
        assertThat(origin.next(Jobs.completed(2, 0, 1)))
                .extracting(NextStep::command)
                .containsExactly(
                        "usher jobs errors " + Jobs.ID + origin.rest(),
                        "usher jobs rejects " + Jobs.ID + " rejected.ndjson" + origin.rest());
        assertThat(origin.next(Jobs.completed(2, 0, 0))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void importsAnewWhatCannotBeContinued(Origin origin) {
        assertThat(origin.next(Jobs.stopped()))
                .extracting(NextStep::command)
                .containsExactly("usher jobs restart " + Jobs.ID + origin.rest());
        assertThat(origin.next(Jobs.withoutLeftovers(Jobs.stopped())))
                .extracting(NextStep::command)
                .containsExactly(origin.importing(""));
    }

    @ParameterizedTest
    @EnumSource(names = "FILE", mode = EnumSource.Mode.EXCLUDE)
    void saysWhereACopyCameFrom(Origin origin) {
        assertThat(origin.next(Jobs.failed("UNREADABLE_INPUT", "No.")).get(0).purpose())
                .contains(origin.typed.equals("-") ? "on standard input" : "in the folder of the file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff-*.csv", "staff-wednesday.csv"})
    void namesTheVeryFileOfAStoreThatAGuardStoodAgainst(String pattern) {
        var request = ofSource(pattern);
        var guarded = Jobs.overGuard();
        var found = ((Import) guarded.work()).mirror();
        var job = guarded.with(new Import(
                "hr:staff-wednesday.csv",
                false,
                ((Import) guarded.work()).reading(),
                Optional.empty(),
                Optional.of("hr:" + pattern),
                found));

        var here = new NextSteps(job, request, List.of()).all(false).get(1);
        var afar = new RemoteNextSteps(job, REMOTE).all().get(1);

        assertThat(here.command())
                .isEqualTo("usher import --source hr:staff-wednesday.csv --connection acme --override-guard ONCE");
        assertThat(afar.command()).isEqualTo("usher import --source hr:staff-wednesday.csv --connection acme" + REMOTE);
        assertThat(List.of(here, afar))
                .extracting(NextStep::purpose)
                .allSatisfy(purpose -> assertThat(purpose)
                        .contains("let one import pass the guards", "moved to failed/", "its old name first"));
    }

    private static UserImportRequest ofSource(String pattern) {
        var plain = ImportRequests.plain("con_0000000000000001", Path.of("/data/users.ndjson"));
        return new UserImportRequest(
                plain.connectionId(),
                Input.of(FileSource.ofStore("hr", pattern).orNone(), Format.AUTO),
                plain.csv(),
                plain.upsert(),
                plain.metadata(),
                plain.upsertFields(),
                plain.dryRun(),
                plain.maxErrors(),
                plain.errorsTo());
    }
}
