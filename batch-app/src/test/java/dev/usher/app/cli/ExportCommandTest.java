package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.status.JobStatus;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Fields;
import dev.usher.jobs.exporting.UserExportRequest.Format;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.exporting.field.ExportField;
import dev.usher.jobs.external.FileTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {

    private final FakeEngine engine = new FakeEngine();

    @TempDir
    private Path folder;

    ExportCommandTest() {
        engine.endsAs(Jobs.exported("/data/users.ndjson", 1_500));
    }

    @Test
    void asksForAFileInAStore() {
        var typed = Typed.on(engine, "export", "--to", "lake:users-{date}.csv.gz", "--force");

        assertThat(typed.exitCode()).isZero();
        assertThat(engine.exports.get(0).format()).isEqualTo(Format.CSV);
        assertThat(engine.exports.get(0).target())
                .isEqualTo(Target.of(new FileTarget("lake", "users-{date}.csv.gz"), true, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export users.csv --to lake:users.csv | Choose one: FILE or --to.",
                "export --to lake | is not STORE:NAME",
                "export --to lake:../users.csv | has no folder",
                "export --to lake:users-{day}.csv | {day} means nothing",
                "export --to lake:users.xml | FILE: what its name ends in"
            })
    void refusesAStoreThatMakesNoSense(String words, String reason) {
        var typed = Typed.on(engine, words.split(" "));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains(reason);
        assertThat(engine.exports).isEmpty();
    }

    @Test
    void asksForAllThatWasTyped() {
        var target = folder.resolve("users.csv.gz");

        var typed = Typed.on(
                engine,
                "export",
                target.toString(),
                "--connection=acme",
                "--updated-since=2026-01-01T00:00:00Z",
                "--q=email.domain:\"example.com\"",
                "--limit=10",
                "--fields=user_id,email=E-mail,password_hash",
                "--include-credentials",
                "--csv-escape=formula",
                "--force");

        assertThat(typed.exitCode()).isZero();
        assertThat(engine.exports)
                .containsExactly(new UserExportRequest(
                        "con_0000000000000001",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "email.domain:\"example.com\"",
                        10L,
                        new Fields(
                                List.of(
                                        ExportField.named("user_id"),
                                        new ExportField("email", "E-mail"),
                                        ExportField.named("password_hash")),
                                false,
                                true),
                        Format.CSV,
                        CsvEscape.FORMULA,
                        new Target(target.toString(), false, "users.csv.gz", true, true)));
        assertThat(engine.ran).containsExactly(Jobs.ID);
        assertThat(engine.closed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "users.json, NDJSON, false",
        "users.ndjson.gz, NDJSON, true",
        "users, NDJSON, false",
        "users.csv, CSV, false",
        "USERS.CSV.GZ, CSV, true"
    })
    void recognisesFormatAndCompressionByTheName(String name, Format format, boolean gzip) {
        Typed.on(engine, "export", folder.resolve(name).toString());

        var request = engine.exports.get(0);
        assertThat(request.format()).isEqualTo(format);
        assertThat(request.target().gzip()).isEqualTo(gzip);
        assertThat(request.connectionId()).isNull();
        assertThat(request.fields()).isEqualTo(Fields.DEFAULTS);
        assertThat(request.csvEscape()).isEqualTo(CsvEscape.AUTH0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.xlsx", "users.cvs", "users.csv.zip", "users.xml.gz", "a.b/users.txt"})
    void asksForTheFormatOfAFileThatIsCalledLikeNone(String name) throws IOException {
        Files.createDirectory(folder.resolve("a.b"));
        var file = folder.resolve(name).toString();

        var typed = Typed.on(engine, "export", file);

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err())
                .contains("FILE: what its name ends in is no format of an export. Call it .ndjson, .json, .jsonl or"
                        + " .csv (.gz packs it), or say --format ndjson or --format csv.");
        assertThat(engine.exports).isEmpty();
        assertThat(Typed.on(engine, "export", file, "--format=csv").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "users.gz", ".users", "a.b/users", "users.jsonl"})
    void writesNdjsonWhereTheNameSaysNothingElse(String name) throws IOException {
        Files.createDirectory(folder.resolve("a.b"));

        assertThat(Typed.on(engine, "export", folder.resolve(name).toString()).exitCode())
                .isZero();
        assertThat(engine.exports.get(0).format()).isEqualTo(Format.NDJSON);
    }

    @Test
    void saysNothingOfWhatWentWellToThoseWhoWantQuiet() {
        assertThat(Typed.on(engine, "export", folder.resolve("users").toString(), "-q"))
                .isEqualTo(new Typed(0, "", ""));
    }

    @Test
    void aCompleteCopyEscapesNothing() {
        Typed.on(engine, "export", folder.resolve("users.csv").toString(), "--all-fields");

        assertThat(engine.exports.get(0).csvEscape()).isEqualTo(CsvEscape.NONE);
        assertThat(engine.exports.get(0).fields()).isEqualTo(new Fields(List.of(), true, false));
    }

    @Test
    void reportsTheFile() {
        assertThat(Typed.on(engine, "export", folder.resolve("users").toString())
                        .out())
                .isEqualTo("""
                job_0000000000000001: acme to /data/users.ndjson, completed

                 rows    bytes   time  rows/s  sha256
                1,500  150,000  1.5 s   1,000  0a1b2c
                """);
    }

    @Test
    void reportsTheFileAsADocument() {
        assertThat(Typed.on(engine, "export", folder.resolve("users").toString(), "--json")
                        .out())
                .isEqualTo("{\"id\":\"job_0000000000000001\",\"type\":\"users_export\",\"status\":\"completed\","
                        + "\"format\":\"ndjson\",\"connection_id\":\"con_0000000000000001\",\"summary\":{\"total\":1500},"
                        + "\"file\":\"/data/users.ndjson\",\"bytes\":150000,\"sha256\":\"0a1b2c\",\"duration_ms\":1500,"
                        + "\"rows_per_second\":1000}\n");
    }

    @Test
    void sendsTheFileAloneToStandardOutput() {
        engine.endsAs(Jobs.exported("-", 3));

        var typed = Typed.on(engine, "export", "-");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEqualTo("the file /store/export-1\n");
        assertThat(typed.err()).contains("acme to standard output, completed");
        assertThat(engine.exports.get(0).target()).isEqualTo(new Target("/store/export-1", true, "-", false, false));
        assertThat(Typed.on(engine, "export", "-", "-q")).isEqualTo(new Typed(0, "the file /store/export-1\n", ""));
    }

    @Test
    void keepsTheFileUntilItWasReadToItsEnd() {
        engine.endsAs(Jobs.exported("-", 3));

        var broken = Typed.intoClosedPipe(engine, 8, "export", "-", "-q");
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.out()).isEqualTo("the file");
        assertThat(broken.err())
                .contains("Broken pipe", "The file is kept: 'usher jobs restart " + Jobs.ID + " > FILE'");
        assertThat(engine.fetched).isFalse();

        assertThat(Typed.on(engine, "jobs", "restart", Jobs.ID, "-q"))
                .isEqualTo(new Typed(0, "the file /store/export-1\n", ""));
        assertThat(engine.ran).containsExactly(Jobs.ID);
        assertThat(engine.fetched).isTrue();
    }

    @Test
    void restartsAnExportToAFileAsAnyOtherJob() {
        Typed.on(engine, "jobs", "restart", Jobs.ID);

        assertThat(engine.ran).containsExactly(Jobs.ID);
    }

    /** Whoever wants silence wants it of what went well. */
    @ParameterizedTest
    @CsvSource({
        "FAILED, STORAGE_FULL, no space is left., 5, 'failed: no space is left.'",
        "STOPPED,,, 130, stopped",
    })
    void saysOnStandardErrorThatTheJobFailed(
            JobStatus status, @Nullable String code, @Nullable String details, int exitCode, String said) {
        engine.endsAs(Jobs.toStandardOutput(Jobs.unfinishedExport(status, code, details)));

        assertThat(Typed.on(engine, "export", "-", "-q"))
                .isEqualTo(new Typed(exitCode, "", Jobs.ID + ": acme to standard output, " + said + "\n"));
    }

    @Test
    void printsTheDocumentBesideTheFile() {
        engine.endsAs(Jobs.exported("-", 3));

        var completed = Typed.on(engine, "export", "-", "--json", "-q");
        assertThat(completed.out()).isEqualTo("the file /store/export-1\n");
        assertThat(completed.err()).startsWith("{\"id\":\"" + Jobs.ID + "\"").contains("\"status\":\"completed\"");

        engine.endsAs(Jobs.toStandardOutput(Jobs.unfinishedExport(JobStatus.FAILED, "STORAGE_FULL", "no space.")));
        var failed = Typed.on(engine, "export", "-", "--json", "-q");
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).startsWith("{").contains("\"status_code\":\"STORAGE_FULL\"");
    }

    @ParameterizedTest
    @CsvSource({
        "STOPPED,, 130, usher jobs restart",
        "FAILED, TARGET_EXISTS, 5, move the file away that is there",
        "FAILED, STORAGE_FULL, 5, free some space or raise the limit"
    })
    void saysHowToGoOn(JobStatus status, String code, int exitCode, String advice) {
        engine.endsAs(Jobs.unfinishedExport(status, code, null));

        var typed = Typed.on(engine, "export", folder.resolve("users").toString());

        assertThat(typed.exitCode()).isEqualTo(exitCode);
        assertThat(typed.out()).contains(advice, "usher jobs restart " + Jobs.ID);
    }

    @Test
    void repeatsTheWholeCommandIfTheJobCannotGoOn() {
        engine.endsAs(Jobs.withoutLeftovers(Jobs.unfinishedExport(JobStatus.STOPPED, null, null)));
        var file = folder.resolve("users.csv");
        Typed.on(
                engine,
                "export",
                file.toString(),
                "--connection=acme",
                "--updated-since=2026-01-01T00:00:00Z",
                "--fields=email=The mail,name",
                "--limit=5",
                "--csv-escape=none");

        assertThat(Typed.on(engine, "jobs", "show", Jobs.ID).out())
                .contains("usher export " + file + " --connection acme --updated-since 2026-01-01T00:00:00Z"
                        + " --fields 'email=The mail,name' --limit 5 --format csv --csv-escape none\n");
    }

    @Test
    void ignoresBlanksAroundTheNamesOfFields() {
        Typed.on(engine, "export", folder.resolve("users").toString(), "--fields", "user_id , email = The mail ,name");

        assertThat(engine.exports.get(0).fields().named())
                .containsExactly(
                        ExportField.named("user_id"), new ExportField("email", "The mail"), ExportField.named("name"));
    }

    @Test
    void takesCredentialsThatAPlaceInsideThemNames() {
        Typed.on(
                engine,
                "export",
                folder.resolve("users.csv").toString(),
                "--fields=mfa_factors[0].totp.secret",
                "--include-credentials");

        assertThat(engine.exports).hasSize(1);
    }

    /** While it is written the file has a longer name. */
    @Test
    void refusesANameThatIsTooLongWhileTheFileIsWritten() {
        var typed = Typed.offline("export", folder.resolve("n".repeat(209)).toString());
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("nnn is too long", "Choose a shorter one.");

        assertThat(Typed.on(engine, "export", folder.resolve("n".repeat(208)).toString())
                        .exitCode())
                .isZero();
        assertThat(folder).isEmptyDirectory();
    }

    /** The errors go to a file with a longer name. */
    @Test
    void refusesANameForRejectsThatIsTooLong() {
        var typed = Typed.offline(
                "jobs", "rejects", Jobs.ID, folder.resolve("n".repeat(200)).toString());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("nnn.errors.ndjson is too long");
    }

    /** It is not the default of the one, and the default of the other. */
    @ParameterizedTest
    @CsvSource({"--all-fields, auth0", "--all-fields, none", "--fields=email, auth0", "--fields=email, none"})
    void repeatsHowTextsAreEscaped(String fields, String escape) {
        engine.endsAs(Jobs.withoutLeftovers(Jobs.unfinishedExport(JobStatus.STOPPED, null, null)));
        Typed.on(engine, "export", folder.resolve("users.csv").toString(), fields, "--csv-escape=" + escape);

        assertThat(Typed.on(engine, "jobs", "show", Jobs.ID).out())
                .contains(" --format csv --csv-escape " + escape + "\n");
    }

    @Test
    void replacesAFileOnlyIfItIsTold() throws IOException {
        var file = Files.writeString(folder.resolve("users"), "");

        var typed = Typed.offline("export", file.toString());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("exists already", "--force");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            missing/users     |                                    | there is no folder
            users             | --fields nonsense                  | There is no field 'nonsense'
            users             | --fields password_hash             | credentials
            users             | --fields email --all-fields        | Choose one of --fields and --all-fields
            users             | --include-credentials              | goes with --all-fields
            users             | --include-credentials --fields email | goes with --all-fields
            users             | --format json                      | An export writes no JSON array: use --format ndjson
            users             | --limit 0                          | --limit must be at least 1
            users             | --format xml                       | There is no format 'xml'
            users             | --csv-escape none                  | is for CSV files
            users.csv         | --csv-escape never                 | auth0, formula or none
            users.csv         | --fields app_metadata              | must name a value inside it
            users             | --updated-since yesterday          | is no moment. Write it like 2026-01-01T00:00:00Z, or 2026-01-01.
            users             | --fields user_id,mfa_factors       | credentials. Add --include-credentials.
            """)
    void refusesWhatCannotBeDoneBeforeAnythingIsStarted(String name, String options, String reason) {
        var arguments = new ArrayList<>(List.of("export", folder.resolve(name).toString()));
        if (options != null) {
            arguments.addAll(List.of(options.split(" ")));
        }

        var typed = Typed.offline(arguments.toArray(String[]::new));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains(reason);
    }

    @Test
    void refusesAnEmptyName() {
        var typed = Typed.offline("export", "");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("FILE is empty. Name a file, or - for standard output.");
    }

    @Test
    void takesADayForItsBeginning() {
        Typed.on(engine, "export", folder.resolve("users").toString(), "--updated-since", "2026-01-02");

        assertThat(engine.exports.get(0).updatedSince()).isEqualTo("2026-01-02T00:00:00Z");
    }

    @Test
    void refusesAQueryThatCannotBeRun() {
        var typed = Typed.offline("export", "users.ndjson", "--q=picture:x");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("--q: Field 'picture' (column 1) can be read, but not searched.");
    }

    @Test
    void refusesAConnectionThatThereIsNot() {
        var typed = Typed.on(engine, "export", folder.resolve("users").toString(), "--connection=acne");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("There is no connection 'acne'", "acme");
        assertThat(engine.exports).isEmpty();
    }

    @Test
    void anExportHasNoRejectedRows() {
        for (var command : List.of(
                new String[] {"jobs", "errors", Jobs.ID},
                new String[] {"jobs", "rejects", Jobs.ID, folder.resolve("r").toString()})) {
            var typed = Typed.on(engine, command);

            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.err()).contains("is an export: it reads no file, so it rejects no rows.");
        }
    }

    @Test
    void isListedAmongTheJobs() {
        assertThat(Typed.on(engine, "jobs", "list").out()).isEqualTo("""
                id                    type    status     connection  file          created                time   rows  failed
                job_0000000000000001  export  completed  acme        users.ndjson  2026-03-01 10:00:00Z  1.5 s  1,500       -
                """);
    }
}
