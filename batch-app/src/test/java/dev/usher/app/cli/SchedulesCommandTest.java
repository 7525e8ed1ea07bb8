package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.schedule.Misfire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulesCommandTest {

    private static final String CRON = "0 30 2 * * ?";

    private final FakeEngine engine = new FakeEngine();

    @Test
    void takesTheExportAsItWouldBeTyped() {
        var typed = Typed.on(
                engine,
                "schedules",
                "create",
                "nightly",
                "--cron",
                CRON,
                "--zone=Europe/Berlin",
                "--misfire",
                "skip",
                "--delta",
                "--",
                "export",
                "users.csv.gz",
                "--connection",
                "acme",
                "--fields",
                "user_id,email=E-mail");

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        var schedule = engine.schedules.require("nightly");
        assertThat(schedule.type()).isEqualTo("users_export");
        assertThat(schedule.misfire()).isEqualTo(Misfire.SKIP);
        assertThat(schedule.zone()).isEqualTo("Europe/Berlin");
        assertThat(schedule.request().toString())
                .isEqualTo("{\"connection_id\":\""
                        + engine.connections.list().get(0).id()
                        + "\",\"format\":\"csv\",\"gzip\":true,\"fields\":[{\"name\":\"user_id\"},"
                        + "{\"name\":\"email\",\"export_as\":\"E-mail\"}],\"csv_escape\":\"auth0\",\"delta\":true}");
    }

    @Test
    void showsWhenItFiresAndWhatBecameOfIt() {
        create("nightly");

        assertThat(Typed.on(engine, "schedules", "show", "nightly").out()).isEqualTo("""
                sch_0000000000000001  nightly
                  when       in words  (0 30 2 * * ?, UTC)
                  connection acme
                  job        users_export {"format":"ndjson","gzip":false}
                  if missed  runs once, as soon as a server is there
                  overlap    a firing is skipped while the job before has not ended
                  missed     1

                next                       UTC
                2026-05-02T02:30:00+02:00  2026-05-02 00:30:00Z

                fired (UTC)           why        outcome  job  status
                2026-05-01 00:30:00Z  scheduled  missed   -    -
                """);
        assertThat(Typed.on(engine, "schedules", "list").out()).isEqualTo("""
                id                    name     type          when      zone  next                       missed
                sch_0000000000000001  nightly  users_export  in words  UTC   2026-05-02T02:30:00+02:00       1
                """);
    }

    @Test
    void printsADocumentForPrograms() {
        create("nightly");

        assertThat(Typed.on(engine, "schedules", "show", "nightly", "--json").out())
                .startsWith("{\"id\":\"sch_0000000000000001\",\"name\":\"nightly\",\"cron\":\"0 30 2 * * ?\",")
                .contains("\"misfire\":\"run_once\"", "\"created_at\":\"1970-01-01T00:00:00.000Z\"")
                .contains("{\"local\":\"2026-05-02T02:30:00+02:00\",\"utc\":\"2026-05-02T00:30:00.000Z\"}")
                .contains("{\"fire_time\":\"2026-05-01T00:30:00.000Z\",\"kind\":\"scheduled\",\"outcome\":\"missed\"}");
    }

    @Test
    void changesOnlyWhatIsNamed() {
        create("nightly");

        var typed =
                Typed.on(engine, "schedules", "update", "nightly", "--cron", "0 0 4 * * ?", "--allow-overlap", "true");

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        var change = engine.schedules.changes.get(0);
        assertThat(change.cron()).contains("0 0 4 * * ?");
        assertThat(change.allowOverlap()).contains(true);
        assertThat(change.request()).isEmpty();
        assertThat(change.misfire()).isEmpty();
    }

    @Test
    void overridesGuardsOnceOnly() {
        create("nightly");

        Typed.on(engine, "schedules", "run-now", "nightly");
        Typed.on(engine, "schedules", "run-now", "nightly", "--override-guard", "ONCE");
        var always = Typed.on(engine, "schedules", "run-now", "nightly", "--override-guard", "ALWAYS");

        assertThat(engine.schedules.overrides).containsExactly(false, true);
        assertThat(always.exitCode()).isEqualTo(2);
    }

    @Test
    void asksBeforeItDeletes() {
        create("nightly");

        assertThat(Typed.on(engine, "schedules", "delete", "nightly").exitCode())
                .isEqualTo(2);
        assertThat(Typed.on(engine, "schedules", "delete", "nightly", "--yes").exitCode())
                .isZero();
        assertThat(engine.schedules.all).isEmpty();
    }

    @Test
    void saysWhatMakesNoSense() {
        assertRefused("After --: ", "--", "export", "users.csv", "--fiels=email");
        assertRefused("FILE is on this machine", "--", "import", "users.csv", "-c", "acme");
        assertRefused(
                "--override-guard is for one run",
                "--",
                "import",
                "--source=hr:staff.csv",
                "--connection=acme",
                "--upsert",
                "--mirror=delete",
                "--override-guard=ONCE");
        assertRefused("for an import or an export", "--", "validate", "users.csv");
        assertRefused("--tombstones is for an export with --delta", "--tombstones", "--", "export", "users.csv");
        assertThat(engine.schedules.all).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "import, --errors-to=/tmp/x.ndjson, writes on this machine",
        "import, --idempotency-key=k,       is for one job",
        "import, --detach,                  is for somebody who follows the job",
        "import, --wait,                    is for somebody who follows the job",
        "import, --timeout=3m,              is for somebody who follows the job",
        "import, --json,                    is for the command that",
        "import, --server=https://x,        is for the command that",
        "import, --profile=x,               is for the command that",
        "import, --token-file=x,            is for the command that",
        "import, --local,                   is for the command that",
        "import, --force,                   is for files of this machine",
        "export, --force,                   is for files of this machine",
        "export, --detach,                  is for somebody who follows the job",
        "export, --idempotency-key=k,       is for one job",
    })
    void whatAScheduleWouldDropIsRefused(String command, String option, String reason) {
        var rest = command.equals("import") ? "--source=hr:staff.csv" : "users.csv";

        assertRefused(option.replaceFirst("=.*", "") + " " + reason, "--", command, rest, "--connection=acme", option);
        assertThat(engine.schedules.all).isEmpty();
    }

    @Test
    void aFileThatExistsHereIsNotTheOneOfTheServer(@TempDir Path folder) throws IOException {
        var here = Files.writeString(folder.resolve("users.ndjson"), "");

        var typed = Typed.on(engine, "schedules", "create", "nightly", "--cron", CRON, "--", "export", here.toString());

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(here).isEmptyFile();
    }

    @Test
    void noFolderHereMustExistForTheFileOfTheServer(@TempDir Path folder) {
        var nowhere = folder.resolve("none").resolve("users.csv.gz").toString();

        var typed = Typed.on(engine, "schedules", "create", "nightly", "--cron", CRON, "--", "export", nowhere);

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(engine.schedules.require("nightly").request().toString())
                .isEqualTo("{\"format\":\"csv\",\"gzip\":true,\"csv_escape\":\"auth0\"}");
    }

    @ParameterizedTest
    @CsvSource({"import, --source=hr:staff.csv, false", "export, users.csv, true"})
    void onlyAnExportIsToldThatForceGoesWithTo(String command, String rest, boolean told) {
        var typed = Typed.on(
                engine, "schedules", "create", "nightly", "--cron", CRON, "--", command, rest, "-c", "acme", "--force");

        assertThat(typed.err().contains("It goes with --to")).as(typed.err()).isEqualTo(told);
    }

    private void assertRefused(String reason, String... rest) {
        var words = new String[5 + rest.length];
        System.arraycopy(new String[] {"schedules", "create", "nightly", "--cron", CRON}, 0, words, 0, 5);
        System.arraycopy(rest, 0, words, 5, rest.length);
        var typed = Typed.on(engine, words);

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains(reason);
    }

    private void create(String name) {
        var typed = Typed.on(engine, "schedules", "create", name, "--cron", CRON, "--", "export", "users.ndjson");
        assertThat(typed.exitCode()).as(typed.err()).isZero();
    }
}
