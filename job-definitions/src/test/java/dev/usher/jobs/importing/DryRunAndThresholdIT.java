package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.importing.ImportFailedException.Reason;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a job before it touches a user, and the rejected records that it leaves. */
class DryRunAndThresholdIT {

    @RegisterExtension
    static final ImportJobHarness imports = new ImportJobHarness("usher.import.merge-rows=2");

    /** Of ten rows, the first four are wrong: by themselves, as a duplicate, and in two cases by a user that exists. */
    private static final String[] TEN_ROWS = {
        "{'email':'a@x.org','blocked':1}",
        "{'email':'old@x.org','user_id':'b'}",
        "{'email':'a@x.org','user_id':'b'}",
        "{'email':'c@x.org','user_id':'taken'}",
        "{'email':'d@x.org'}",
        "{'email':'e@x.org'}",
        "{'email':'f@x.org'}",
        "{'email':'g@x.org'}",
        "{'email':'h@x.org'}",
        "{'email':'i@x.org'}"
    };

    @ParameterizedTest
    @CsvSource({"4,true", "3,false", "0,false", "40%,true", "39.999999%,false", "100%,true", "0%,false", "41%,true"})
    void endsAJobWithMoreErrorsThanItMayHave(String maxErrors, boolean completes) {
        var connection = withOldUsers();
        var before = imports.users(connection);

        var job = imports.into(connection).maxErrors(maxErrors).rows(TEN_ROWS);

        assertThat(job.errorCodes())
                .containsExactly(
                        "1 INVALID_TYPE blocked",
                        "2 DUPLICATED_USER email",
                        "3 DUPLICATED_USER user_id",
                        "4 DUPLICATED_USER user_id");
        assertThat(job.completed()).isEqualTo(completes);
        if (completes) {
            assertThat(job.counts()).isEqualTo("6 inserted, 0 updated (0 unchanged), 4 failed");
        } else {
            assertThat(job.reason()).isEqualTo(Reason.TOO_MANY_ERRORS);
            assertThat(job.details())
                    .isEqualTo(
                            "4 of 10 rows were rejected; at most " + maxErrors + " were allowed. No user was touched.");
            assertThat(imports.users(connection)).isEqualTo(before);
        }
    }

    @Test
    void writesTheRejectedRecordsOfAJobThatItEnds() throws IOException {
        var rejects = imports.file("rejects.ndjson");

        imports.into(withOldUsers()).maxErrors("3").errorsTo(rejects).rows(TEN_ROWS);

        assertThat(Files.readString(rejects))
                .isEqualTo(String.join("\n", TEN_ROWS[0], TEN_ROWS[1], TEN_ROWS[2], TEN_ROWS[3])
                                .replace('\'', '"')
                        + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rejects)))
                .isEqualTo("rw-------");
        assertThat(Files.readAllLines(rejects.resolveSibling("rejects.ndjson.errors.ndjson")))
                .hasSize(4)
                .first()
                .asString()
                .contains("\"line\":1", "\"column\":30", "\"code\":\"INVALID_TYPE\"", "\"path\":\"blocked\"");
    }

    @Test
    void completesAJobWhoseRejectedRecordsCannotBeWrittenWhereItWasAsked() {
        var gone = imports.file("rejects.ndjson").resolveSibling("gone/rejects.ndjson");

        var job = imports.into(withOldUsers()).errorsTo(gone).rows(TEN_ROWS);

        assertThat(job.counts()).isEqualTo("6 inserted, 0 updated (0 unchanged), 4 failed");
        var kept = imports.file("rejects.ndjson");
        imports.bean(RejectedRecords.class).export(job.jobId(), kept);
        assertThat(kept).content().hasLineCount(4);
    }

    @Test
    void notesHowManyRowsStandTwiceInTheFile() {
        var job = imports.into(imports.connection("auth0")).dryRun().rows(TEN_ROWS[4], TEN_ROWS[4], TEN_ROWS[4], "{}");

        assertThat(job.counts()).isEqualTo("1 inserted, 0 updated (0 unchanged), 3 failed");
        assertThat(imports.jdbc()
                        .sql("SELECT duplicates FROM import_inputs")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsWhatAnImportWouldDoWithoutDoingIt(boolean upsert) {
        var connection = withOldUsers();
        var before = imports.users(connection);

        var forecast = imports.into(connection).upsert(upsert).dryRun().rows(TEN_ROWS);
        var after = imports.users(connection);
        var job = imports.into(connection).upsert(upsert).rows(TEN_ROWS);

        assertThat(after).isEqualTo(before);
        assertThat(forecast.counts()).isEqualTo(job.counts());
        assertThat(forecast.errors()).isEqualTo(job.errors());
        assertThat(job.counts())
                .isEqualTo(
                        upsert
                                ? "6 inserted, 1 updated (1 unchanged), 3 failed"
                                : "6 inserted, 0 updated (0 unchanged), 4 failed");
    }

    @Test
    void endsADryRunWithTooManyErrorsToo() {
        var job = imports.into(withOldUsers()).dryRun().maxErrors("1").rows(TEN_ROWS);

        assertThat(job.reason()).isEqualTo(Reason.TOO_MANY_ERRORS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAJobWithoutOneGoodRowAsAnyOther(boolean upsert) {
        var wrong = "{'email':'nobody'}";

        var job = imports.into(withOldUsers()).upsert(upsert).maxErrors("0").rows(wrong);
        var dryRun = imports.into(withOldUsers()).upsert(upsert).dryRun().rows(wrong);

        assertThat(job.reason()).isEqualTo(Reason.TOO_MANY_ERRORS);
        assertThat(dryRun.counts()).isEqualTo("0 inserted, 0 updated (0 unchanged), 1 failed");
    }

    @Test
    void takesMendedRejectsAsTheyAre() throws IOException {
        var connection = imports.connection("auth0");
        var ndjson = imports.file("rejects.ndjson");
        var fromArray = imports.file("rejects.ndjson");
        var csv = imports.file("rejects.csv");

        imports.into(connection).errorsTo(ndjson).rows("{'email':'a@x.org'}", "{'email':'b@x.org','blocked':'true'}");
        imports.into(connection)
                .errorsTo(fromArray)
                .run("[{\"email\":\"c@x.org\"},\n {\"email\" :\n\"d@x.org\",\r\n\t\"blocked\":\"true\"}]");
        imports.into(connection)
                .errorsTo(csv)
                .run(
                        "\uFEFFemail;blocked;user_metadata.note\r\ne@x.org;true;x\r\nf@x.org;\"maybe\";\"two\r\nlines\"\r\n");
        mend(ndjson, "\"true\"", "true");
        mend(fromArray, "\"true\"", "true");
        mend(csv, "maybe", "true");

        assertThat(imports.into(connection).run(ndjson).counts()).startsWith("1 inserted");
        assertThat(imports.into(connection).run(fromArray).counts()).startsWith("1 inserted");
        assertThat(imports.into(connection).run(csv).counts()).startsWith("1 inserted");
        assertThat(imports.user("email", "d@x.org")).containsEntry("blocked", true);
        assertThat(imports.user("email", "f@x.org"))
                .containsEntry("user_metadata", java.util.Map.of("note", "two\r\nlines"));
    }

    @Test
    void leavesAnEmptyFileIfNothingWasRejected() {
        var rejects = imports.file("rejects.ndjson");

        imports.into(imports.connection("auth0")).errorsTo(rejects).rows("{'email':'a@x.org'}");

        assertThat(rejects).isEmptyFile();
    }

    private static void mend(java.nio.file.Path file, String wrong, String right) throws IOException {
        Files.writeString(file, Files.readString(file).replace(wrong, right));
    }

    private static Connection withOldUsers() {
        var connection = imports.connection("auth0");
        imports.into(connection).rows("{'email':'old@x.org'}", "{'email':'other@x.org','user_id':'taken'}");
        return connection;
    }
}
