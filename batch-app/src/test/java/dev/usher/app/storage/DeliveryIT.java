package dev.usher.app.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.launch.Housekeeping;
import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobStatusService;
import dev.usher.app.status.JobView;
import dev.usher.app.storage.s3.S3Bucket;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.ExportLeftovers;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Fields;
import dev.usher.jobs.exporting.UserExportRequest.Format;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.external.FileTarget;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.testkit.TestFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exports whose files go to stores. */
class DeliveryIT {

    private static final TestFolder FOLDER = TestFolder.create();
    private static final S3Bucket BUCKET = new S3Bucket();

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness(
            "usher.stores.lake.type=folder",
            "usher.stores.lake.path=" + FOLDER.path().resolve("lake"),
            "usher.stores.bucket.type=s3",
            "usher.stores.bucket.bucket=" + BUCKET.name(),
            "usher.stores.bucket.endpoint=" + BUCKET.endpoint(),
            "usher.stores.bucket.path-style=true",
            "usher.stores.bucket.access-key-id=key-id",
            "usher.stores.bucket.secret-access-key=secret",
            "usher.stores.feed.type=http",
            "usher.stores.feed.url=https://feed.example/");

    private final JobLaunchService launch = application.bean(JobLaunchService.class);
    private final JobStatusService status = application.bean(JobStatusService.class);
    private final FolderFiles files = new FolderFiles(FOLDER.path().resolve("lake"));

    @BeforeAll
    static void insertUsers() {
        application
                .jdbc()
                .sql("INSERT INTO users (user_id, connection_id, email_is_unique, created_at, updated_at)"
                        + " SELECT 'auth0|' || i, (SELECT id FROM connections LIMIT 1), true, now(), now()"
                        + " FROM generate_series(1, 9) AS i")
                .update();
    }

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(files.root());
        new TestFolder(files.root()).close();
        Files.createDirectories(files.root());
    }

    @AfterAll
    static void stop() {
        FOLDER.close();
        BUCKET.close();
    }

    @Test
    void putsTheFileIntoTheStoreUnderTheNameThatWasAskedFor() {
        var job = run("lake", "users-{date}-{job}.ndjson", false);

        var name = "users-" + LocalDate.ofInstant(job.createdAt(), ZoneOffset.UTC) + "-" + job.id() + ".ndjson";
        assertThat(files.names()).containsExactly(name);
        assertThat(files.content(name).lines()).hasSize(9);
        var export = (JobView.Export) job.work();
        assertThat(export.file()).isEqualTo("lake:" + name);
        assertThat(export.download()).isFalse();
        assertThat(export.result().orElseThrow().sizeBytes())
                .isEqualTo(files.content(name).length());
        assertThat(localCopy(job.id())).doesNotExist();
    }

    @Test
    void putsTheFileIntoABucket() {
        run("bucket", "users.ndjson", false);

        assertThat(BUCKET.content("users.ndjson").lines()).hasSize(9);
        assertThat(BUCKET.unfinished()).isZero();
    }

    @Test
    void replacesAFileOnlyIfItMay() {
        files.put("users.ndjson", "theirs");

        var job = run("lake", "users.ndjson", false);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.statusCode()).contains("TARGET_EXISTS");
        assertThat(files.content("users.ndjson")).isEqualTo("theirs");

        assertThat(run("lake", "users.ndjson", true).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(files.content("users.ndjson").lines()).hasSize(9);
        assertThat(files.names()).containsExactly("users.ndjson");
    }

    @Test
    void goesOnOnceTheStoreIsBack() {
        files.put("users.ndjson", "theirs");
        var job = run("lake", "users.ndjson", false);
        files.remove("users.ndjson");

        assertThat(launch.restartHere(job.id())).isEmpty();
        launch.run(job.id());

        assertThat(status.require(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(files.names()).containsExactly("users.ndjson");
    }

    /** As after a kill between the publication and the note of it. */
    @Test
    void recognisesItsOwnFile() throws IOException {
        files.put("users.ndjson", "theirs");
        var job = run("lake", "users.ndjson", false);
        files.put("users.ndjson", Files.readString(localCopy(job.id())));
        var modified = Files.getLastModifiedTime(files.root().resolve("users.ndjson"));

        assertThat(launch.restartHere(job.id())).isEmpty();
        launch.run(job.id());

        assertThat(status.require(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(Files.getLastModifiedTime(files.root().resolve("users.ndjson")))
                .isEqualTo(modified);
    }

    /** As a frozen owner that wakes up. */
    @Test
    void removesWhatAFormerOwnerHadBegunToBring() throws IOException {
        files.put("users.ndjson", "theirs");
        var job = run("lake", "users.ndjson", false);
        files.remove("users.ndjson");
        var store = application.bean(ConfiguredStores.class).require("lake");
        var content = Files.writeString(FOLDER.path().resolve("old"), "old");
        try (var frozen = store.begin("users.ndjson", job.id() + "-1")) {
            frozen.write(content, () -> false);
            application
                    .jdbc()
                    .sql("UPDATE exports SET upload = :upload WHERE job_id = :job")
                    .param("upload", frozen.id())
                    .param("job", job.id())
                    .update();

            assertThat(launch.restartHere(job.id())).isEmpty();
            launch.run(job.id());

            assertThatThrownBy(() -> frozen.publish(true)).isNotNull();
        }
        assertThat(files.content("users.ndjson").lines()).hasSize(9);
        assertThat(files.names()).containsExactly("users.ndjson");
    }

    @Test
    void leavesAnUploadToProcessesThatKnowItsStore() throws IOException {
        files.put("users.ndjson", "theirs");
        var job = run("lake", "users.ndjson", false);
        var content = Files.writeString(FOLDER.path().resolve("old"), "old");
        var store = application.bean(ConfiguredStores.class).require("lake");
        try (var frozen = store.begin("users.ndjson", job.id() + "-1")) {
            frozen.write(content, () -> false);
            noteUpload(job.id(), frozen.id(), "elsewhere");
            application.bean(ExportLeftovers.class).remove(job.id());
            assertThat(files.names()).hasSize(2);

            noteUpload(job.id(), frozen.id(), "lake");
            application.bean(Housekeeping.class).tidyUp();

            assertThat(files.names()).containsExactly("users.ndjson");
        }
        assertThat(application
                        .jdbc()
                        .sql("SELECT count(*) FROM exports WHERE upload IS NOT NULL AND job_id = :job")
                        .param("job", job.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static void noteUpload(String job, String upload, String store) {
        application
                .jdbc()
                .sql("UPDATE exports SET upload = :upload WHERE job_id = :job")
                .param("upload", upload)
                .param("job", job)
                .update();
        application
                .jdbc()
                .sql("UPDATE jobs SET request = jsonb_set(request, '{target,external,store}', to_jsonb(:store::text))"
                        + " WHERE id = :job")
                .param("store", store)
                .param("job", job)
                .update();
    }

    @Test
    void submitsNothingForAStoreThatTakesNoFiles() {
        assertThatThrownBy(() -> run("feed", "users.ndjson", false))
                .isInstanceOf(ProblemException.class)
                .hasMessage("The store feed can only be read.");
    }

    private static Path localCopy(String job) {
        return application.bean(FileStore.class).localPath(FileKind.EXPORT, job);
    }

    private JobView run(String store, String name, boolean replace) {
        var request = new UserExportRequest(
                null,
                null,
                null,
                null,
                Fields.DEFAULTS,
                Format.NDJSON,
                CsvEscape.NONE,
                Target.of(new FileTarget(store, name), false, replace));
        var job = launch.submitHere(new JobRequest.OfExport(request));
        launch.run(job);
        application.bean(Housekeeping.class).tidyUp();
        return status.require(job);
    }
}
