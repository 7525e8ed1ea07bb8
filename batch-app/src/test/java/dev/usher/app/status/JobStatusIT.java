package dev.usher.app.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.field.ExportField;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobStatusIT {

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    private final JobStatusService status = application.bean(JobStatusService.class);

    private final JobRejects rejects = application.bean(JobRejects.class);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            failed     | false | Restart it first: usher jobs restart
            stopped    | false | Restart it first: usher jobs restart
            stopped    | true  | Import the file again.
            processing | false | it is still running.
            pending    | false | it is still waiting to run.
            completed  | true  | are not kept any more.
            """)
    void writesNoFileBeforeTheRejectsAreGathered(String state, boolean leftoversRemoved, String sentence) {
        var job = application.insertJob(state, application.request(Path.of("/users.ndjson")));
        application
                .jdbc()
                .sql("UPDATE jobs SET leftovers_removed = :removed WHERE id = :job")
                .param("removed", leftoversRemoved)
                .param("job", job)
                .update();
        execute("INSERT INTO job_errors VALUES (:job, 1, 1, 1, 1, 0, 0, 9, 'INVALID_FORMAT', NULL, 'wrong')", job);
        var target = folder.resolve("rejects.ndjson");

        assertThatThrownBy(() -> rejects.export(job, target))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.JOB_STATE_CONFLICT))
                .hasMessageContaining(sentence);
        assertThat(target).doesNotExist();
    }

    @Test
    void addsUpWhatWasRejectedSoFar() {
        var job = application.insertJob("stopped", application.request(Path.of("/users.ndjson")));
        execute(
                "INSERT INTO import_inputs (job_id, data_path, size_bytes, sha256, records, duplicates, description)"
                        + " VALUES (:job, '/users.ndjson', 1000, 'hash', 100, 3, '{}')",
                job);
        execute("INSERT INTO import_parts VALUES (:job, 0, 0, 1000, 1, 1, 1, 1000, 1, 1, 50, 7)", job);
        execute("INSERT INTO import_parts VALUES (:job, 1, 0, 1000, 1, 1, 1, 1000, 1, 1, 50, 2)", job);
        execute(
                "INSERT INTO import_key_ranges (job_id, range_number, group_number, failed) VALUES (:job, 0, 0, 4)",
                job);

        assertThat(status.require(job).work())
                .isEqualTo(new JobView.Import(
                        "users.ndjson", false, Optional.of(new JobView.Reading(false, 100, 16)), Optional.empty()));
    }

    /** What a job that was cut off had noted of its file may not be what it ends with. */
    @ParameterizedTest
    @CsvSource({"completed, true", "stopped, false", "failed, false", "processing, false"})
    void knowsTheFileOfACompletedExportOnly(String state, boolean known) {
        var job = insertExport(state);
        execute("INSERT INTO exports (job_id, users, size_bytes, sha256) VALUES (:job, 5, 500, '0a1b')", job);

        assertThat(status.require(job).work())
                .isEqualTo(new JobView.Export(
                        "/users.ndjson",
                        "ndjson",
                        false,
                        new JobView.Selection(
                                OptionalLong.of(7),
                                new UserExportRequest.Fields(List.of(new ExportField("email", "mail")), false, true)),
                        known ? Optional.of(new JobView.Exported(5, 500, "0a1b")) : Optional.empty()));
    }

    @Test
    void tellsExportsFromImports() {
        var job = insertExport("completed");

        assertThatThrownBy(() -> status.requireImport(job))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.JOB_STATE_CONFLICT))
                .hasMessageContaining("is an export: it reads no file, so it rejects no rows.");
        assertThatThrownBy(() -> rejects.export(job, folder.resolve("rejects"))).hasMessageContaining("is an export");
    }

    private static String insertExport(String state) {
        var job = application.insertJob(state, application.request(Path.of("/users.ndjson")));
        execute(
                "UPDATE jobs SET type = 'users_export', total = 5, request ="
                        + " '{\"format\": \"NDJSON\", \"limit\": 7, \"fields\": {\"named\": [{\"name\": \"email\", \"exportAs\": \"mail\"}],"
                        + " \"all\": false, \"credentials\": true}, \"target\": {\"path\": \"/users.ndjson\", \"stored\": false}}'"
                        + " WHERE id = :job",
                job);
        return job;
    }

    private static void execute(String sql, String job) {
        application.jdbc().sql(sql).param("job", job).update();
    }
}
