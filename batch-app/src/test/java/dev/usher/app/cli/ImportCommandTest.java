package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.status.AbsentUser;
import dev.usher.app.status.JobView;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.external.FileSource.IfMissing;
import dev.usher.jobs.external.FileSource.IfUnchanged;
import dev.usher.jobs.external.FileSource.Take;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Csv;
import dev.usher.jobs.importing.UserImportRequest.Format;
import dev.usher.jobs.importing.UserImportRequest.Input;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.importing.UserImportRequest.Mirror;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.user.UserAttribute;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {

    private final FakeEngine engine = new FakeEngine();

    @TempDir
    private Path folder;

    private String file = "";

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("users.ndjson"), "{}\n").toString();
    }

    @Test
    void asksForTheFileOfASource() {
        Typed.on(
                engine,
                "import",
                "--source=hr:users-*.csv",
                "--take=all",
                "--if-missing=skip",
                "--if-unchanged=import",
                "--connection=acme");
        Typed.on(engine, "import", "--source", "https://hr.example/users.csv?day=1", "--connection=acme");

        assertThat(engine.submitted)
                .extracting(request -> request.input())
                .containsExactly(
                        Input.of(
                                new FileSource("hr", "users-*.csv", null, Take.ALL, IfMissing.SKIP, IfUnchanged.IMPORT),
                                Format.AUTO),
                        Input.of(FileSource.ofUrl("https://hr.example/users.csv?day=1"), Format.AUTO));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import -c acme | Name a FILE, - for standard input, or a --source.",
                "import users.csv --source hr:users.csv -c acme | Choose one: FILE or --source.",
                "import - --take all -c acme | --take, --if-missing and --if-unchanged are for a --source.",
                "import --source hr -c acme | neither STORE:PATTERN",
                "import --source hr:../users.csv -c acme | without a folder",
                "import --source hr:* --take all --errors-to /tmp/r.csv -c acme | --errors-to is for one job",
                "import --source https://hr.example/u --take all -c acme | a url is one file"
            })
    void refusesASourceThatMakesNoSense(String words, String reason) {
        var typed = Typed.on(engine, words.split(" "));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains(reason);
        assertThat(engine.submitted).isEmpty();
    }

    @Test
    void importsOneFileAfterTheOther() {
        engine.followers.add(Jobs.ID);

        var typed = Typed.on(engine, "import", "--source=hr:*", "--take=all", "--connection=acme");

        assertThat(typed.exitCode()).isZero();
        assertThat(engine.ran).containsExactly(Jobs.ID, Jobs.ID);
    }

    @Test
    void asksForWhatWasTyped() {
        var errors = folder.resolve("rejected.csv").toString();

        Typed.on(
                engine,
                "import",
                file,
                "--connection=acme",
                "--format=csv",
                "--delimiter=tab",
                "--csv-escape=formula",
                "--map",
                "E-mail=email",
                "--map",
                "Shoe size=",
                "--upsert",
                "--upsert-fields=blocked,username",
                "--metadata=deep",
                "--dry-run",
                "--max-errors=2.5%",
                "--errors-to",
                errors);

        assertThat(engine.submitted)
                .containsExactly(new UserImportRequest(
                        "con_0000000000000001",
                        new Input(file, false, "users.ndjson", Format.CSV),
                        new Csv("\t", Map.of("E-mail", "email", "Shoe size", ""), CsvEscape.FORMULA),
                        true,
                        Metadata.DEEP,
                        Set.of(UserAttribute.BLOCKED, UserAttribute.USERNAME),
                        true,
                        "2.5%",
                        errors));
        assertThat(engine.ran).containsExactly(Jobs.ID);
        assertThat(engine.closed).isTrue();
    }

    @Test
    void asksForAMirror() {
        Typed.on(
                engine,
                "import",
                file,
                "--connection=acme",
                "--upsert",
                "--mirror=delete",
                "--mirror-max-users=10",
                "--mirror-max-percent=2.5",
                "--mirror-min-rows=100",
                "--mirror-grace=3",
                "--override-guard=ONCE");
        Typed.on(engine, "import", file, "--connection=acme", "--upsert", "--mirror", "block");

        assertThat(engine.submitted)
                .extracting(UserImportRequest::mirror)
                .containsExactly(
                        new Mirror(Mirror.Action.DELETE, 10L, new BigDecimal("2.5"), 100L, 3, true),
                        Mirror.of(Mirror.Action.BLOCK));
    }

    @Test
    void endsWith8IfAGuardStandsAgainstTheMirror() {
        engine.absent.add(new AbsentUser("auth0|a", 1, true));

        var typed = importing(Jobs.overGuard(), "--upsert", "--mirror=block", "--mirror-max-users=1");

        assertThat(typed.exitCode()).isEqualTo(8);
        assertThat(typed.out())
                .contains("failed: 3 more users than max_users = 1", "missing: auth0|a, ...")
                .contains("usher jobs absent " + Jobs.ID)
                .contains(" --upsert --mirror block --mirror-max-users 1 --override-guard ONCE\n");
    }

    @Test
    void copiesStandardInput() {
        Typed.type("{\"email\":\"ann@example.com\"}\n", Map.of(), () -> engine, "import", "-", "-c", "acme");

        assertThat(engine.stored).isEqualTo("{\"email\":\"ann@example.com\"}\n");
        assertThat(engine.submitted.get(0).input()).isEqualTo(new Input("/store/input-1", true, "-", Format.AUTO));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--metadata deep              | --metadata says how users that exist are updated: add --upsert",
                "--upsert-fields blocked      | --upsert-fields says how users that exist are updated: add --upsert",
                "--upsert --metadata merge    | 'merge' is no way to treat metadata. Use replace, shallow or deep.",
                "--upsert --upsert-fields name| --upsert-fields does not take 'name'. It takes blocked, email,",
                "--format xml                 | There is no format 'xml'. Use auto, ndjson, json or csv.",
                "--delimiter semi;.csv        | --delimiter: 'semi;.csv' is no delimiter. Use , ; or tab.",
                "--format json --delimiter ;  | --delimiter, --map and --csv-escape are for CSV files",
                "--format=ndjson --csv-escape auth0 | --delimiter, --map and --csv-escape are for CSV files",
                "--csv-escape excel           | --csv-escape takes auth0, formula or none, not 'excel'.",
                "--max-errors many            | --max-errors: 'many' is neither a number of rows such as 100 nor",
                "--mirror block               | --mirror needs --upsert: most users of the file exist.",
                "--upsert --mirror hide       | --mirror takes block or delete, not 'hide'.",
                "--mirror-grace 2             | --mirror-… and --override-guard are about users who are missing",
                "--override-guard ONCE        | --mirror-… and --override-guard are about users who are missing",
                "--upsert --mirror block --override-guard always | --override-guard takes ONCE, not 'always'.",
                "--upsert --mirror block --mirror-max-percent 101 | --mirror-…: A guard of a mirror is not negative, and no",
                "--upsert --mirror block --mirror-max-users -1 | --mirror-…: A guard of a mirror is not negative, and no",
                "--upsert --mirror block --mirror-grace 0 | --mirror-…: A user is missing in 1 to 1000 runs.",
                "--errors-to /no/such/x.csv   | --errors-to: there is no folder /no/such.",
                "--no-such-flag               | Unknown option: '--no-such-flag'",
                "--dry-rum                    | Possible solutions: --dry-run",
            })
    void refusesWhatCanNotBeMeant(String options, String message) {
        var arguments = ("import " + file + " -c acme " + options).split(" +");

        var typed = Typed.offline(arguments);

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains(message).endsWith("Try 'usher import --help'.\n");
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void mirrorsNoneOfManyFiles() {
        var typed = Typed.offline(
                "import", "--source=hr:*", "--take=all", "--connection=acme", "--upsert", "--mirror=block");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("--mirror takes the newest file, and not all");
    }

    @Test
    void refusesFilesThatCanNotBeRead() {
        assertThat(Typed.offline("import", folder + "/none", "-c", "acme").err())
                .startsWith("usher import: There is no file " + folder + "/none.\n");
        assertThat(Typed.offline("import", folder.toString(), "-c", "acme").err())
                .startsWith("usher import: " + folder + " is a folder. Name one file.\n");
    }

    @Test
    void keepsFilesThatExist() throws IOException {
        var errors = Files.writeString(folder.resolve("wrong.ndjson"), "mine").toString();

        var typed = Typed.offline("import", file, "-c", "acme", "--errors-to", errors);

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err())
                .startsWith("usher import: --errors-to: " + errors
                        + " exists already. Choose another name, or add --force to replace it.\n");
        assertThat(Typed.on(engine, "import", file, "-c", "acme", "--errors-to", errors, "--force")
                        .exitCode())
                .isZero();
    }

    @Test
    void neverReplacesWhatIsNoFile() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("link.ndjson"), folder.resolve("gone"));

        var typed = Typed.offline("import", file, "-c", "acme", "--errors-to", link.toString(), "--force");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).startsWith("usher import: --errors-to: " + link + " is no regular file.");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void neverWritesRejectsOverTheInput() {
        assertThat(Typed.offline("import", file, "-c", "acme", "--errors-to", file)
                        .err())
                .contains("--errors-to names the input file itself.");
    }

    @Test
    void neverWritesErrorsOverTheInput() throws IOException {
        var input = Files.writeString(folder.resolve("wrong.ndjson.errors.ndjson"), "{}\n");

        assertThat(Typed.offline(
                                "import",
                                input.toString(),
                                "-c",
                                "acme",
                                "--errors-to",
                                folder + "/wrong.ndjson",
                                "--force")
                        .err())
                .contains("--errors-to: the errors would go to the input file itself.");
    }

    @Test
    void suggestsConnections() {
        var typed = Typed.on(engine, "import", file, "-c", "Acne");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("There is no connection 'Acne'. The most similar names are: acme.");
        assertThat(engine.submitted).isEmpty();
        assertThat(engine.closed).isTrue();
    }

    @Test
    void endsWith0IfEveryRowWasTaken() {
        assertThat(importing(Jobs.completed(2, 1, 0)).exitCode()).isZero();
    }

    @Test
    void endsWith3IfRowsWereRejected() {
        assertThat(importing(Jobs.completed(2, 1, 4)).exitCode()).isEqualTo(3);
    }

    @Test
    void endsWith5IfTheJobFailed() {
        var typed = importing(Jobs.failed("CHANGED_INPUT", "The file changed."));

        assertThat(typed.exitCode()).isEqualTo(5);
        assertThat(typed.out())
                .contains("failed: The file changed.")
                .endsWith("  # put the old file back, then continue where it ended\n  usher jobs restart " + Jobs.ID
                        + "\n");
    }

    @Test
    void suggestsNoRestartWhereTheFileIsWrong() {
        var typed = importing(Jobs.failed("UNREADABLE_INPUT", "It is no JSON."));

        assertThat(typed.exitCode()).isEqualTo(5);
        assertThat(typed.out())
                .contains("Next:\n  # mend the file, or add an option")
                .endsWith("then import it\n  usher import " + file + " --connection acme\n");
    }

    @Test
    void saysToLeaveOutTheCsvOptionsOfAnotherFile() {
        engine.endsAs(Jobs.failed("NOT_CSV", "The input is NDJSON."));

        var typed =
                Typed.on(engine, "import", file, "-c", "acme", "--upsert", "--map", "Mail=email", "--delimiter", "tab");

        assertThat(typed.exitCode()).isEqualTo(5);
        assertThat(typed.out())
                .endsWith("  # leave out the options for CSV files, or add --format csv if it is one\n"
                        + "  usher import " + file + " --connection acme --upsert\n");
    }

    @Test
    void endsWith7IfThereWereTooManyErrors() {
        var typed = importing(Jobs.tooManyErrors());

        assertThat(typed.exitCode()).isEqualTo(7);
        assertThat(typed.out())
                .contains("usher jobs errors")
                .endsWith("  # nothing was imported: mend these rows in the input itself, then import it\n"
                        + "  usher import " + file + " --connection acme\n");
    }

    @Test
    void saysAfterADryRunThatNothingWasImported() {
        engine.endsAs(Jobs.dryRun(1));

        var rejected = Typed.on(engine, "import", file, "-c", "acme", "--dry-run", "--errors-to", folder + "/wrong");

        assertThat(rejected.out())
                .contains("# nothing was imported: mend these rows in the input itself, then try it again\n")
                .endsWith("  usher import " + file + " --connection acme --dry-run --errors-to " + folder
                        + "/wrong --force\n");

        engine.endsAs(Jobs.dryRun(0));

        assertThat(Typed.on(engine, "import", file, "-c", "acme", "--dry-run").out())
                .endsWith("  # nothing was imported yet: import it\n  usher import " + file + " --connection acme\n");
    }

    @Test
    void triesADryRunAgainThatNeverCameToItsEnd() {
        assertThat(importing(Jobs.asDryRun(Jobs.failed("UNREADABLE_INPUT", "It is no JSON.")))
                        .out())
                .endsWith("then try it again\n  usher import " + file + " --connection acme --dry-run\n");
        assertThat(importing(Jobs.asDryRun(Jobs.tooManyErrors())).out())
                .endsWith("then try it again\n  usher import " + file + " --connection acme --dry-run\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong.ndjson", "wrong.ndjson.errors.ndjson"})
    void replacesInTheNextRunWhatThisOneWrote(String written) throws IOException {
        engine.endsAs(Jobs.tooManyErrors());
        Files.createFile(folder.resolve(written));
        var errors = folder.resolve("wrong.ndjson");

        var typed = Typed.on(
                engine, "import", file, "-c", "acme", "--max-errors=5%", "--errors-to", errors.toString(), "--force");

        assertThat(typed.out()).endsWith(" --max-errors 5% --errors-to " + errors + " --force\n");
    }

    @Test
    void endsWith130IfTheJobWasStopped() {
        var typed = importing(Jobs.stopped());

        assertThat(typed.exitCode()).isEqualTo(130);
        assertThat(typed.out()).contains("usher jobs restart " + Jobs.ID);
    }

    @Test
    void endsWith1IfTheDatabaseIsAway() {
        var typed = Typed.type(
                "",
                Map.of(),
                () -> {
                    throw new EngineStartException("The database can't be reached.", new IllegalStateException());
                },
                "import",
                file,
                "-c",
                "acme");

        assertThat(typed).isEqualTo(new Typed(1, "", "usher import: The database can't be reached.\n"));
    }

    @Test
    void printsOneDocumentForPrograms() {
        engine.endsAs(Jobs.completed(2, 1, 1));
        engine.counts = List.of(new ErrorCount("INVALID_FORMAT", 1, List.of(4L)));

        var typed = Typed.on(engine, "import", file, "-c", "acme", "--json", "--quiet");

        assertThat(typed.out())
                .isEqualTo("{\"id\":\"job_0000000000000001\",\"type\":\"users_import\",\"status\":\"completed\","
                        + "\"connection\":\"acme\",\"connection_id\":\"con_0000000000000001\",\"summary\":"
                        + "{\"total\":4,\"inserted\":2,\"updated\":1,\"failed\":1,\"unchanged\":0},"
                        + "\"duration_ms\":1500,\"rows_per_second\":3,\"errors\":{\"INVALID_FORMAT\":1}}\n");
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void answersProgramsInJson() {
        var typed = Typed.offline("import", file, "--json", "-c", "acme", "--format=xml");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out())
                .isEqualTo("{\"error\":{\"code\":\"INVALID_REQUEST\",\"message\":"
                        + "\"There is no format 'xml'. Use auto, ndjson, json or csv.\"}}\n");
        assertThat(typed.err()).startsWith("usher import: There is no format 'xml'.");
        assertThat(Typed.offline("import", file, "--json").out())
                .isEqualTo("{\"error\":{\"code\":\"INVALID_REQUEST\",\"message\":"
                        + "\"Missing required option: '--connection=NAME|ID'\"}}\n");
        assertThat(Typed.on(engine, "import", file, "-c", "Acne", "--json").out())
                .startsWith("{\"error\":{\"code\":\"CONNECTION_NOT_FOUND\",\"message\":");
    }

    @Test
    void saysHowToMendRejectedRecords() {
        engine.endsAs(Jobs.completed(2, 1, 1));

        var typed = Typed.on(engine, "import", file, "-c", "acme", "--errors-to", folder + "/wrong.ndjson");

        assertThat(typed.out())
                .contains(
                        "(reasons: wrong.ndjson.errors.ndjson), then import them\n",
                        "  usher import " + folder + "/wrong.ndjson --connection acme\n");
    }

    @Test
    void fetchesRejectedRecordsThatCouldNotBeWritten() {
        engine.endsAs(Jobs.completed(2, 1, 1));
        engine.writesRejects = false;

        var typed = Typed.on(engine, "import", file, "-c", "acme", "--errors-to", folder + "/wrong.ndjson");

        assertThat(typed.out()).endsWith("  usher jobs rejects " + Jobs.ID + " rejected.ndjson\n");
    }

    @Test
    void repeatsEveryOptionThatMendedRecordsNeed() {
        engine.endsAs(Jobs.ofCsv(Jobs.completed(2, 1, 1)));

        var typed = Typed.on(
                engine,
                "import",
                file,
                "-c",
                "acme",
                "--delimiter=;",
                "--csv-escape=AUTH0",
                "--map=E-mail=email",
                "--map=Ann's note=",
                "--upsert",
                "--metadata=deep",
                "--upsert-fields=username,blocked",
                "--max-errors=9",
                "--errors-to",
                folder + "/wrong rows");

        assertThat(typed.out())
                .endsWith("  usher import '" + folder + "/wrong rows' --connection acme --format csv --delimiter ';'"
                        + " --map 'Ann'\\''s note=' --map E-mail=email --csv-escape auth0 --upsert --metadata deep"
                        + " --upsert-fields blocked,username\n");
    }

    @Test
    void readsTheRecordsOfAnArrayAsLines() {
        engine.endsAs(Jobs.completed(2, 1, 1));

        var typed = Typed.on(
                engine, "import", file, "-c", "acme", "--format=json", "--errors-to", folder + "/wrong.ndjson");

        assertThat(typed.out()).endsWith("/wrong.ndjson --connection acme --format ndjson\n");
    }

    @Test
    void keepsAdviceFromThoseWhoWantQuiet() {
        engine.endsAs(Jobs.completed(2, 1, 1));

        var typed = Typed.on(engine, "import", file, "-c", "acme", "--quiet");

        assertThat(typed.out()).contains("inserted").doesNotContain("Next:");
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void saysNothingOfWhatWentWellToThoseWhoWantQuiet() {
        assertThat(Typed.on(engine, "import", file, "-c", "acme", "--quiet")).isEqualTo(new Typed(0, "", ""));

        engine.endsAs(Jobs.failed("UNEXPECTED", "It broke."));

        assertThat(Typed.on(engine, "import", file, "-c", "acme", "--quiet").out())
                .isEqualTo(Jobs.ID + ": users.ndjson into acme, failed: It broke.\n");
    }

    private Typed importing(JobView end, String... options) {
        engine.endsAs(end);
        return Typed.on(
                engine,
                Stream.concat(Stream.of("import", file, "-c", "acme"), Arrays.stream(options))
                        .toArray(String[]::new));
    }
}
