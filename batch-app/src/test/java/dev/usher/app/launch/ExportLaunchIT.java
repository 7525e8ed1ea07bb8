package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.status.JobProgress;
import dev.usher.app.status.JobRejects;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobStatusService;
import dev.usher.app.status.JobView;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Fields;
import dev.usher.jobs.exporting.UserExportRequest.Format;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.exporting.field.ExportField;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Exports as they are launched, looked at and tidied up. */
class ExportLaunchIT {

    private static final Fields FIELDS =
            new Fields(List.of(ExportField.named("user_id"), ExportField.named("user_metadata")), false, false);

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness("usher.retention.restart=1h");

    @TempDir
    private Path folder;

    private final JobLaunchService launch = application.bean(JobLaunchService.class);
    private final JobStatusService status = application.bean(JobStatusService.class);

    @BeforeAll
    static void insertUsers() {
        application
                .jdbc()
                .sql("INSERT INTO users (user_id, connection_id, email_is_unique, created_at, updated_at)"
                        + " SELECT 'auth0|' || i, (SELECT id FROM connections LIMIT 1), true, now(), now()"
                        + " FROM generate_series(1, 9) AS i")
                .update();
    }

    @Test
    void showsTheFileOfACompletedExportAndLeavesNothingElse() throws Exception {
        var target = folder.resolve("users.ndjson");
        var job = launch.submitHere(export(target));

        launch.run(job);

        var view = status.require(job);
        assertThat(view.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(view.type()).isEqualTo("users_export");
        assertThat(view.connection()).isEmpty();
        var result = ((JobView.Export) view.work()).result().orElseThrow();
        assertThat(view.work())
                .isEqualTo(new JobView.Export(
                        target.toString(),
                        "ndjson",
                        false,
                        new JobView.Selection(OptionalLong.empty(), FIELDS),
                        Optional.of(result)));
        assertThat(result.rows()).isGreaterThanOrEqualTo(9);
        assertThat(result.sizeBytes()).isEqualTo(Files.size(target));
        assertThat(result.sha256()).matches("[0-9a-f]{64}");
        assertThat(segments(job)).isZero();
        assertThat(status.require(job).progress()).isEmpty();
        assertThatThrownBy(() -> application.bean(JobRejects.class).export(job, folder.resolve("r")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is an export");
    }

    @Test
    void aFailedExportCanBeRestartedUntilItsRetentionTimeIsOver() throws Exception {
        var target = folder.resolve("missing").resolve("users.ndjson");
        var job = launch.submitHere(export(target));

        launch.run(job);

        assertThat(status.require(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(status.require(job).statusCode()).contains("TARGET_UNWRITABLE");
        assertThat(status.require(job).statusDetails().orElseThrow()).doesNotContain("missing");
        assertThat(segments(job)).isEqualTo(1);
        execute("UPDATE jobs SET finished_at = now() - interval '2 hours' WHERE id = :job", job);
        launch.run(launch.submitHere(export(folder.resolve("other"))));
        assertThat(segments(job)).isZero();
        assertThatThrownBy(() -> launch.restartHere(job)).hasMessageContaining("can't be restarted any more");
    }

    /** A chunk of large users may take minutes. */
    @Test
    void stopsInTheMidstOfAChunkAndGoesOn() {
        application
                .jdbc()
                .sql(
                        "INSERT INTO users (user_id, connection_id, email_is_unique, created_at, updated_at, user_metadata)"
                                + " SELECT 'auth0|big' || i, 'con_0000000000000big', true, now(), now(),"
                                + " jsonb_build_object('text', repeat('x', 1000000)) FROM generate_series(1, 120) AS i")
                .update();
        var target = folder.resolve("users");
        var job = launch.submitHere(export(target));
        var stopping = CompletableFuture.runAsync(() -> {
            await().pollInterval(Duration.ofMillis(5)).until(ExportLaunchIT::isCopying);
            launch.stop(job);
        });

        launch.run(job);
        stopping.join();

        assertThat(status.require(job).status()).isEqualTo(JobStatus.STOPPED);
        assertThat(lastExecution())
                .as("the stop itself ended it, not a connection that was left in the midst of a COPY")
                .isEqualTo("STOPPED");
        assertThat(target).doesNotExist();
        assertThat(launch.restartHere(job)).isEmpty();
        launch.run(job);
        assertThat(status.require(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(target).isNotEmptyFile();
    }

    private static String lastExecution() {
        return application
                .jdbc()
                .sql("SELECT status FROM batch_job_execution ORDER BY job_execution_id DESC LIMIT 1")
                .query(String.class)
                .single();
    }

    private static boolean isCopying() {
        return application
                .jdbc()
                .sql(
                        "SELECT EXISTS (SELECT FROM pg_stat_progress_copy WHERE command = 'COPY TO' AND bytes_processed > 0)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void showsHowFarItIs() {
        var job = launch.submitHere(export(folder.resolve("never")));
        assertThat(status.require(job).progress()).hasValue(new JobProgress("bounds", 0, 0, 0, OptionalLong.empty()));

        execute("INSERT INTO exports (job_id, users) VALUES (:job, 100)", job);
        for (int i = 0; i < 4; i++) {
            execute(
                    "INSERT INTO export_chunks (job_id, chunk_number, low, high, users) VALUES (:job, " + i
                            + ", '', '', 25)",
                    job);
        }
        execute("UPDATE export_chunks SET segment = 's', rows = 24 WHERE job_id = :job AND chunk_number = 1", job);
        assertThat(status.require(job).progress())
                .hasValue(new JobProgress("segments", 23, 100, 24, OptionalLong.empty()));

        execute("UPDATE export_chunks SET segment = 's', rows = 25 WHERE job_id = :job", job);
        assertThat(status.require(job).progress())
                .hasValue(new JobProgress("publish", 95, 100, 100, OptionalLong.empty()));
    }

    private static void execute(String sql, String job) {
        application.jdbc().sql(sql).param("job", job).update();
    }

    private static long segments(String job) {
        return application.bean(FileStore.class).listStoredBefore(FileKind.SEGMENT, Instant.MAX).stream()
                .filter(file -> file.name().contains(job))
                .count();
    }

    private static JobRequest export(Path target) {
        return new JobRequest.OfExport(new UserExportRequest(
                null,
                null,
                null,
                null,
                FIELDS,
                Format.NDJSON,
                CsvEscape.NONE,
                new Target(target.toString(), false, String.valueOf(target.getFileName()), false, false)));
    }
}
