package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Fields;
import dev.usher.jobs.exporting.UserExportRequest.Format;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.importing.UserImportRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobRemovalIT {

    private static final String TABLES_WITH_JOBS = """
            SELECT c.table_name
              FROM information_schema.columns AS c
             WHERE c.table_schema = 'public' AND c.column_name = 'job_id'
            """;

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    private final JobLaunchService launch = application.bean(JobLaunchService.class);
    private final FileStore store = application.bean(FileStore.class);

    @Test
    void removesAnImportWithAllThatItLeft() throws IOException {
        var job =
                launch.submitHere(new JobRequest.OfImport(storedImport("{\"email\":\"ann@x.org\"}\n{\"email\":1}\n")));
        launch.run(job);
        assertThat(store.listStoredBefore(FileKind.REJECTS, Instant.MAX)).isNotEmpty();
        assertThat(count("SELECT count(*) FROM job_errors")).isPositive();

        launch.delete(job);

        assertNothingIsLeft(job);
        assertThat(count("SELECT count(*) FROM users"))
                .as("what it imported stays")
                .isEqualTo(1);
    }

    @Test
    void removesAFailedImportThatCouldHaveBeenRestarted() throws IOException {
        var request = storedImport("{\"email\":\"bob@x.org\"}\n");
        var job = launch.submitHere(new JobRequest.OfImport(request));
        launch.run(job);
        execute("UPDATE jobs SET status = 'failed', leftovers_removed = false, total = NULL WHERE id = :job", job);
        application
                .jdbc()
                .sql("CREATE TABLE usher_staging.\"" + job + "\" (n int)")
                .update();
        var input = storedInput("x");
        execute(
                "UPDATE jobs SET request = jsonb_set(request, '{input,path}', to_jsonb(CAST('" + input
                        + "' AS text))) WHERE id = :job",
                job);

        launch.delete(job);

        assertNothingIsLeft(job);
        assertThat(count("SELECT count(*) FROM pg_tables WHERE schemaname = 'usher_staging'"))
                .isZero();
    }

    @Test
    void removesAnExportWithItsStoredFile() {
        var target = store.newLocalPath(FileKind.EXPORT);
        var job = launch.submitHere(new JobRequest.OfExport(new UserExportRequest(
                null,
                null,
                null,
                null,
                Fields.DEFAULTS,
                Format.NDJSON,
                CsvEscape.NONE,
                new Target(target.toString(), true, "-", false, false))));
        launch.run(job);
        assertThat(target).exists();

        launch.delete(job);

        assertThat(target).doesNotExist();
        assertNothingIsLeft(job);
    }

    @Test
    void removesAJobThatStillWaits() throws IOException {
        var submission = new Submission(
                Optional.empty(), Optional.of("ann"), false, Optional.of(new IdempotencyKey("k", "digest")));
        var job = launch.submit(new JobRequest.OfImport(storedImport("{}\n")), submission)
                .jobId();

        launch.delete(job);

        assertNothingIsLeft(job);
    }

    @Test
    void refusesAJobThatIsBeingProcessed() throws IOException {
        var job = application.insertJob("processing", storedImport("{}\n"));

        assertThatThrownBy(() -> launch.delete(job))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.JOB_STATE_CONFLICT));

        assertThat(store.listStoredBefore(FileKind.INPUT, Instant.MAX)).hasSize(1);
        execute("UPDATE jobs SET status = 'stopped' WHERE id = :job", job);
        launch.delete(job);
        assertThatThrownBy(() -> launch.delete(job))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.JOB_NOT_FOUND));
    }

    private void assertNothingIsLeft(String job) {
        assertThat(application
                        .jdbc()
                        .sql("SELECT count(*) FROM jobs WHERE id = :job")
                        .param("job", job)
                        .query(Long.class)
                        .single())
                .isZero();
        for (var table :
                application.jdbc().sql(TABLES_WITH_JOBS).query(String.class).list()) {
            assertThat(application
                            .jdbc()
                            .sql("SELECT count(*) FROM " + table + " WHERE job_id = :job")
                            .param("job", job)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        for (var table : Arrays.asList("instance", "execution", "execution_params", "execution_context")) {
            assertThat(count("SELECT count(*) FROM batch_job_" + table)).isZero();
        }
        for (var kind : FileKind.values()) {
            assertThat(store.listStoredBefore(kind, Instant.MAX))
                    .as(kind.name())
                    .isEmpty();
        }
    }

    private UserImportRequest storedImport(String text) throws IOException {
        var plain = application.request(Path.of("/users.ndjson"));
        return new UserImportRequest(
                plain.connectionId(),
                new UserImportRequest.Input(
                        storedInput(text).toString(), true, "-", plain.input().format()),
                plain.csv(),
                plain.upsert(),
                plain.metadata(),
                plain.upsertFields(),
                plain.dryRun(),
                plain.maxErrors(),
                plain.errorsTo());
    }

    private Path storedInput(String text) throws IOException {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return store.requireLocalPath(store.create(FileKind.INPUT, bytes).name());
    }

    private static void execute(String sql, String job) {
        application.jdbc().sql(sql).param("job", job).update();
    }

    private static long count(String sql) {
        return application.jdbc().sql(sql).query(Long.class).single();
    }
}
