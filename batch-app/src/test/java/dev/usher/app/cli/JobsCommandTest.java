package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.status.AbsentUser;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobsCommandTest {

    private final FakeEngine engine = new FakeEngine();

    @TempDir
    private Path folder;

    @Test
    void listsJobs() {
        assertThat(Typed.on(engine, "jobs", "list", "--status", "completed").out())
                .isEqualTo("""
                id                    type    status     connection  file          created                time  rows  failed
                job_0000000000000001  import  completed  acme        users.ndjson  2026-03-01 10:00:00Z  1.5 s     2       0
                """);
    }

    @Test
    void saysWhatAHyphenStandsFor() {
        engine.endsAs(Jobs.ofStandardInput());

        assertThat(Typed.on(engine, "jobs", "list").out()).contains("  standard input  ");
        assertThat(Typed.on(engine, "jobs", "show", Jobs.ID).out()).contains(": standard input into acme");
    }

    @Test
    void saysThatThereIsNone() {
        assertThat(Typed.on(engine, "jobs", "list", "--status", "failed"))
                .isEqualTo(new Typed(0, "", "There are no such jobs.\n"));
    }

    @Test
    void showsAJob() {
        assertThat(Typed.on(engine, "jobs", "show", Jobs.ID).out()).contains("users.ndjson into acme, completed");
    }

    @Test
    void showsWhoIsMissing() {
        engine.absent.add(new AbsentUser("auth0|1", 1, false));
        engine.absent.add(new AbsentUser("auth0|2", 3, true));

        assertThat(Typed.on(engine, "jobs", "absent", Jobs.ID).out()).isEqualTo("""
                user_id  missed runs
                auth0|1            1  waiting
                auth0|2            3  due
                """);
        assertThat(Typed.on(engine, "jobs", "absent", Jobs.ID, "--limit", "1").err())
                .isEqualTo("There may be more: usher jobs absent " + Jobs.ID + " --after 'auth0|1'\n");
        assertThat(Typed.on(engine, "jobs", "absent", Jobs.ID, "--after", "auth0|1", "--json")
                        .out())
                .isEqualTo("[{\"user_id\":\"auth0|2\",\"missed_runs\":3,\"due\":true}]\n");
        assertThat(Typed.on(engine, "jobs", "absent", Jobs.ID, "--jsonl").out()).isEqualTo("""
                {"user_id":"auth0|1","missed_runs":1,"due":false}
                {"user_id":"auth0|2","missed_runs":3,"due":true}
                """);
    }

    @Test
    void saysThatNobodyIsMissing() {
        assertThat(Typed.on(engine, "jobs", "absent", Jobs.ID))
                .isEqualTo(new Typed(0, "", "Nobody is missing, or the job was not asked to mirror its file.\n"));
    }

    @ParameterizedTest
    @CsvSource({"--limit 0, --limit must be at least 1.", "--json --jsonl, Choose one of --json and --jsonl."})
    void refusesListsOfTheMissingThatCanNotBeMeant(String options, String message) {
        var typed = Typed.offline(("jobs absent " + Jobs.ID + " " + options).split(" "));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains(message);
    }

    @Test
    void endsWith2IfThereIsNoSuchJob() {
        assertThat(Typed.on(engine, "jobs", "show", "job_x"))
                .isEqualTo(new Typed(2, "", "usher jobs show: There is no job job_x.\n"));
    }

    @Test
    void waitsForTheLeaseOfADeadProcess() {
        engine.leases.add(Duration.ofMillis(1));
        engine.leases.add(Duration.ofMillis(1));

        var typed = Typed.on(engine, "jobs", "restart", Jobs.ID);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).containsOnlyOnce("waiting up to 1 s for its lease");
        assertThat(engine.ran).containsExactly(Jobs.ID);
    }

    @Test
    void printsErrorsAsATableWithTheNextPage() {
        threeErrors();

        var typed = Typed.on(engine, "jobs", "errors", Jobs.ID, "--limit", "2");

        assertThat(typed.out()).isEqualTo("""
                record  line  column  code            path   message
                     1     3       7  INVALID_FORMAT  email  no "mail", but?[31m red
                     2     4       7  INVALID_FORMAT  email  no "mail", but?[31m red
                """);
        assertThat(typed.err()).isEqualTo("There may be more: usher jobs errors " + Jobs.ID + " --after 2\n");
    }

    @Test
    void printsErrorsAsLines() {
        threeErrors();

        assertThat(Typed.on(engine, "jobs", "errors", Jobs.ID, "--jsonl", "--after", "2")
                        .out())
                .isEqualTo("{\"record\":3,\"line\":5,\"column\":7,\"byte_offset\":60,\"code\":\"INVALID_FORMAT\","
                        + "\"path\":\"email\",\"message\":\"no \\\"mail\\\", but\\u001B[31m red\"}\n");
    }

    @Test
    void printsErrorsAsCsv() {
        threeErrors();

        assertThat(Typed.on(engine, "jobs", "errors", Jobs.ID, "--csv", "--limit", "1")
                        .out())
                .isEqualTo("""
                record,line,column,byte_offset,code,path,message
                1,3,7,20,INVALID_FORMAT,email,"no ""mail"", but\u001B[31m red"
                """);
    }

    @Test
    void listsTheRowsOfAJobThatHadTooManyErrors() {
        engine.endsAs(Jobs.tooManyErrors());

        assertThat(Typed.on(engine, "jobs", "list").out()).containsPattern("failed .* 1.5 s +9 +5\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "COMPLETED", "Completed"})
    void takesAStatusInAnyCase(String status) {
        assertThat(Typed.on(engine, "jobs", "list", "--status", status).out()).contains(Jobs.ID);
    }

    @Test
    void saysThatAProcessIsGone() {
        engine.endsAs(Jobs.processing());
        engine.abandoned = true;

        var list = Typed.on(engine, "jobs", "list");
        assertThat(list.out()).contains("processing (abandoned)").containsPattern(" 10:00:00Z +- +9 +0\n");
        assertThat(list.err())
                .isEqualTo("Nobody runs " + Jobs.ID + " any more: its process is gone."
                        + " Continue it: usher jobs restart " + Jobs.ID + "\n");
        assertThat(Typed.on(engine, "jobs", "list", "--json").out()).contains("\"abandoned\":true");
        assertThat(Typed.on(engine, "jobs", "show", Jobs.ID).out())
                .contains("processing, but its process is gone", "\n  usher jobs restart " + Jobs.ID + "\n");
        assertThat(Typed.on(engine, "jobs", "stop", Jobs.ID).err())
                .startsWith("Nobody runs " + Jobs.ID + " any more")
                .contains("is noted", "'usher jobs restart " + Jobs.ID + "'")
                .doesNotContain("next chunk");
    }

    @Test
    void saysNothingOfALiveProcess() {
        engine.endsAs(Jobs.processing());

        assertThat(Typed.on(engine, "jobs", "list").err()).isEmpty();
        assertThat(Typed.on(engine, "jobs", "show", Jobs.ID).out()).doesNotContain("gone", "Next:");
        assertThat(Typed.on(engine, "jobs", "stop", Jobs.ID).err())
                .isEqualTo(Jobs.ID + " will stop at its next chunk, if one is left. 'usher jobs show " + Jobs.ID
                        + "' says how it ended, 'usher jobs restart " + Jobs.ID
                        + "' continues it if it was stopped.\n");
    }

    @Test
    void saysThatAJobThatWaitedForAServerIsStopped() {
        engine.endsAs(Jobs.pending());

        assertThat(Typed.on(engine, "jobs", "stop", Jobs.ID).err())
                .isEqualTo(Jobs.ID + " is stopped; no server had begun it. 'usher jobs restart " + Jobs.ID
                        + "' runs it all the same.\n");
    }

    @Test
    void saysThatARestartReadsTheFileForTheFirstTime() {
        engine.endsAs(Jobs.failed("UNREADABLE_INPUT", "It is no JSON."));

        assertThat(Typed.on(engine, "jobs", "restart", Jobs.ID).err())
                .isEqualTo("The file was not read before; it is read as it is now.\n");

        engine.endsAs(Jobs.stopped());

        assertThat(Typed.on(engine, "jobs", "restart", Jobs.ID).err()).isEmpty();
    }

    @Test
    void saysToImportAgainWhatCanNotBeRestarted() {
        engine.endsAs(Jobs.withoutLeftovers(Jobs.stopped()));

        assertThat(Typed.on(engine, "jobs", "show", Jobs.ID).out())
                .endsWith("import the file again\n  usher import /data/users.ndjson --connection acme\n");
    }

    @Test
    void keepsFilesThatExist() throws IOException {
        var file = Files.writeString(folder.resolve("wrong.ndjson"), "mine");

        var typed = Typed.offline("jobs", "rejects", Jobs.ID, file.toString());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("FILE: " + file + " exists already.", "--force");
        assertThat(Typed.on(engine, "jobs", "rejects", Jobs.ID, file.toString(), "--force")
                        .exitCode())
                .isZero();
        assertThat(engine.exportedTo).isEqualTo(file);
    }

    /** Not even root can write there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesAFolderThatTakesNoFiles() {
        var typed = Typed.on(engine, "jobs", "rejects", Jobs.ID, "/proc/y.ndjson");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err())
                .startsWith(
                        "usher jobs rejects: FILE: no file can be written into the folder /proc. Choose another one.");
        assertThat(engine.exportedTo).isNull();
    }

    @Test
    void leavesNothingBehindOfALookAtTheFolder() {
        assertThat(Typed.on(
                                engine,
                                "jobs",
                                "rejects",
                                Jobs.ID,
                                folder.resolve("rejected.ndjson").toString())
                        .exitCode())
                .isZero();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsTheFileOfTheErrorsToo() throws IOException {
        Files.writeString(folder.resolve("wrong.ndjson.errors.ndjson"), "mine");

        assertThat(Typed.offline("jobs", "rejects", Jobs.ID, folder + "/wrong.ndjson")
                        .err())
                .contains("wrong.ndjson.errors.ndjson exists already.");
    }

    @Test
    void saysHowToImportMendedRecords() {
        engine.endsAs(Jobs.completed(2, 0, 1));

        assertThat(Typed.on(engine, "jobs", "rejects", Jobs.ID, folder + "/wrong.ndjson")
                        .err())
                .isEqualTo("usher import " + folder + "/wrong.ndjson --connection acme  # mend the rejected records in"
                        + " place (reasons: wrong.ndjson.errors.ndjson), then import them\n");
    }

    @Test
    void neverSaysToImportTheRejectsOfADryRun() {
        engine.endsAs(Jobs.dryRun(1));

        assertThat(Typed.on(engine, "jobs", "rejects", Jobs.ID, folder + "/wrong.ndjson")
                        .err())
                .startsWith(
                        "usher import /data/users.ndjson --connection acme --dry-run  # nothing was imported: mend");
    }

    @Test
    void triesRejectedRowsAgain() {
        engine.endsAs(Jobs.completed(0, 2, 0));

        var typed = Typed.on(engine, "jobs", "retry-rejected", "job_0000000000000007", "--upsert");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).isEqualTo("Imports what job_0000000000000007 rejected, as " + Jobs.ID + ".\n");
        assertThat(typed.out()).contains("users.ndjson into acme, completed");
        assertThat(engine.retries)
                .containsExactly("job_0000000000000007 RetryOptions[upsert=Optional[true], metadata=Optional.empty]");
        assertThat(engine.ran).containsExactly(Jobs.ID);
    }

    @Test
    void keepsTheRulesOfTheFirstImportInARetry() {
        Typed.on(engine, "jobs", "retry-rejected", Jobs.ID, "--json");

        assertThat(engine.retries)
                .containsExactly(Jobs.ID + " RetryOptions[upsert=Optional.empty, metadata=Optional.empty]");
    }

    /** Where the rows are wrong in themselves they are mended, not tried again. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            DUPLICATED_USER,               jobs retry-rejected job_0000000000000001 --upsert
            DUPLICATED_USER CONFLICT,      jobs retry-rejected job_0000000000000001
            CONFLICT_USERNAME,             jobs retry-rejected job_0000000000000001
            DUPLICATED_USER INVALID_JSON,  -
            INVALID_FORMAT,                -
            """)
    void saysWhereARetryCanHelp(String codes, @Nullable String command) {
        engine.endsAs(Jobs.completed(2, 0, 1));
        engine.counts = Stream.of(codes.split(" "))
                .map(code -> new ErrorCount(code, 1, List.of(1L)))
                .toList();

        var shown = Typed.on(engine, "jobs", "show", Jobs.ID).out();

        if (command == null) {
            assertThat(shown).doesNotContain("retry-rejected");
        } else {
            assertThat(shown).containsPattern("\n  usher " + command + "\n");
        }
    }

    @Test
    void neverSaysToTryTheRejectsOfADryRunAgain() {
        engine.endsAs(Jobs.dryRun(1));
        engine.counts = List.of(new ErrorCount("DUPLICATED_USER", 1, List.of(1L)));

        assertThat(Typed.on(engine, "jobs", "show", Jobs.ID).out()).doesNotContain("retry-rejected");
    }

    private void threeErrors() {
        for (int i = 1; i <= 3; i++) {
            engine.errors.add(new StoredRowError(
                    i, i + 2, 7, 20L * i, "INVALID_FORMAT", "email", "no \"mail\", but\u001B[31m red"));
        }
    }

    @Test
    void followsAJobThatAnotherProcessRuns() {
        engine.endsAs(Jobs.completed(2, 0, 1));

        var typed = Typed.on(engine, "jobs", "watch", Jobs.ID);

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).contains(Jobs.ID + ": ", "completed");
        assertThat(engine.ran).isEmpty();
    }

    @Test
    void stopsFollowingWhenTheTimeIsUp() {
        engine.endsAs(Jobs.processing());

        var typed = Typed.on(engine, "jobs", "watch", Jobs.ID, "--timeout", "1ms");

        assertThat(typed.exitCode()).isEqualTo(6);
        assertThat(typed.err()).contains("Come back to it with: usher jobs watch " + Jobs.ID);
    }

    @Test
    void saysWhatBecameOfAJobSoFar() {
        engine.endsAs(Jobs.failed("UNREADABLE_INPUT", "It is no JSON."));

        assertThat(Typed.on(engine, "jobs", "logs", Jobs.ID).out())
                .contains("submitted, users_import", "failed: It is no JSON.");
    }

    @Test
    void downloadsNothingFromTheDatabaseItself() {
        var typed = Typed.on(engine, "jobs", "download", Jobs.ID, "-");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("name one with --server");
    }
}
