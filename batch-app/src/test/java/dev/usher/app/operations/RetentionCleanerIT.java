package dev.usher.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.launch.JobRemoval;
import dev.usher.app.launch.ServerStore;
import dev.usher.app.launch.Submissions;
import dev.usher.app.status.JobStatusService;
import dev.usher.jobs.exporting.ExportLeftovers;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.importing.ImportLeftovers;
import dev.usher.jobs.importing.RejectedRecords;
import dev.usher.jobs.importing.fetch.SourceSettling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetentionCleanerIT {

    private static final String ERROR = """
            INSERT INTO job_errors (job_id, record_number, error_number, line_number, column_number, byte_offset,
                                    record_offset, record_length, code, message)
            VALUES (:job, 1, 1, 1, 1, 0, 0, 1, 'INVALID_FORMAT', 'wrong')
            """;

    private static final String WARNING =
            "INSERT INTO job_warnings (job_id, part, code, path, rows) VALUES (:job, 0, 'NOT_UPSERTABLE', 'blocked', 1)";

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    private final FileStore store = application.bean(FileStore.class);

    @Test
    void removesTheListOfTheMissingWithTheErrors() {
        var job = application.insertJob("completed", application.request(Path.of("/users.ndjson")));
        execute(
                "UPDATE jobs SET finished_at = now() - interval '1 hour', leftovers_removed = true WHERE id = :job",
                job);
        execute(
                "INSERT INTO import_mirror_users (job_id, user_id, fate, missed_runs) VALUES (:job, 'a', 'due', 1)",
                job);

        tidyUp(Duration.ofDays(7), Duration.ofHours(2));
        assertThat(application.bean(JobStatusService.class).absentUsers(job, "", 10))
                .hasSize(1);
        tidyUp(Duration.ofDays(7), Duration.ofMinutes(59));
        assertThat(application.bean(JobStatusService.class).absentUsers(job, "", 10))
                .isEmpty();
    }

    @Test
    void removesErrorsAndWarningsOnlyOfJobsThatCannotBeRestartedAnyMore() {
        var job = application.insertJob("failed", application.request(Path.of("/users.ndjson")));
        execute("UPDATE jobs SET finished_at = now() - interval '40 days' WHERE id = :job", job);
        execute(ERROR, job);
        execute(WARNING, job);

        tidyUp(Duration.ofDays(100), Duration.ofDays(30));
        assertThat(count("job_errors", job))
                .as("the balance of a restart needs it")
                .isEqualTo(1);
        assertThat(count("job_warnings", job)).isEqualTo(1);

        execute("UPDATE jobs SET leftovers_removed = true WHERE id = :job", job);
        tidyUp(Duration.ofDays(100), Duration.ofDays(50));
        assertThat(count("job_errors", job)).as("it is not old enough").isEqualTo(1);

        tidyUp(Duration.ofDays(100), Duration.ofDays(30));
        assertThat(count("job_errors", job)).isZero();
        assertThat(count("job_warnings", job)).isZero();
    }

    @ParameterizedTest
    @EnumSource(FileKind.class)
    void neverTakesAFileForAnOrphanThatAProcessIsAboutToNote(FileKind kind) throws IOException {
        var fresh = stored(kind);
        var old = stored(kind);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        tidyUp(Duration.ZERO, Duration.ZERO);

        assertThat(fresh).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    void keepsTheInputOfAJobThatIsNotOver() throws IOException {
        var input = stored(FileKind.INPUT);
        Files.setLastModifiedTime(input, FileTime.from(Instant.now().minus(Duration.ofDays(20))));
        application.insertJob("processing", application.request(input));

        tidyUp(Duration.ZERO, Duration.ZERO);

        assertThat(input).exists();
    }

    @Test
    void keepsTheSegmentsOfAJobThatCanBeRestarted() throws IOException {
        var segment = stored(FileKind.SEGMENT);
        Files.setLastModifiedTime(segment, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
        var job = application.insertJob("failed", application.request(Path.of("/users.ndjson")));
        execute("UPDATE jobs SET finished_at = now() WHERE id = :job", job);
        execute(
                "INSERT INTO export_chunks (job_id, chunk_number, low, high, users, segment) VALUES (:job, 0, '', 'a', 1, '"
                        + segment.getFileName() + "')",
                job);

        tidyUp(Duration.ofDays(30), Duration.ZERO);
        assertThat(segment).exists();

        execute("UPDATE jobs SET leftovers_removed = true WHERE id = :job", job);
        tidyUp(Duration.ofDays(30), Duration.ZERO);
        assertThat(segment).doesNotExist();
    }

    @Test
    void keepsAStoredExportOnlyWhileItsJobRunsAndForADay() throws IOException {
        var export = stored(FileKind.EXPORT);
        Files.setLastModifiedTime(export, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        var job = application.insertJob("processing", application.request(Path.of("/users.ndjson")));
        execute(
                "UPDATE jobs SET request = jsonb_build_object('target', jsonb_build_object('path', '" + export
                        + "')), leftovers_removed = true WHERE id = :job",
                job);

        tidyUp(Duration.ofDays(30), Duration.ofDays(30));
        assertThat(export).exists();

        execute("UPDATE jobs SET status = 'completed', finished_at = now() WHERE id = :job", job);
        tidyUp(Duration.ofDays(30), Duration.ofDays(30));
        assertThat(export).doesNotExist();
    }

    /** Their files are in a folder that this process does not see. */
    @Test
    void leavesTheJobsOfServersWithAnotherFileStoreToThem() {
        var job = application.insertJob("completed", application.request(Path.of("/users.ndjson")));
        execute("UPDATE jobs SET store = 'theirs', finished_at = now() - interval '1 day' WHERE id = :job", job);
        execute(ERROR, job);

        tidyUp(Duration.ZERO, Duration.ZERO);
        tidyUp(Optional.of(new ServerStore("ours")), Duration.ZERO, Duration.ZERO);
        assertThat(count("job_errors", job)).isEqualTo(1);

        tidyUp(Optional.of(new ServerStore("theirs")), Duration.ZERO, Duration.ZERO);
        assertThat(count("job_errors", job)).isZero();
    }

    @Test
    void keepsTheExportOfAServerForAsLongAsItMayBeFetched() throws IOException {
        var export = stored(FileKind.EXPORT);
        Files.setLastModifiedTime(export, FileTime.from(Instant.now().minus(Duration.ofDays(20))));
        var job = application.insertJob("completed", application.request(Path.of("/users.ndjson")));
        execute(
                "UPDATE jobs SET request = jsonb_build_object('target', jsonb_build_object('path', '" + export
                        + "')), leftovers_removed = true, store = 'one', finished_at = now() - interval '6 days'"
                        + " WHERE id = :job",
                job);

        tidyUp(Duration.ofDays(30), Duration.ofDays(30));
        assertThat(export).exists();

        execute("UPDATE jobs SET finished_at = now() - interval '8 days' WHERE id = :job", job);
        tidyUp(Duration.ofDays(30), Duration.ofDays(30));
        assertThat(export).doesNotExist();
    }

    @Test
    void forgetsJobsThatHaveEndedOnceTheirTimeIsOver() throws IOException {
        var input = stored(FileKind.INPUT);
        var old = application.insertJob("failed", application.request(input));
        var running = application.insertJob("processing", application.request(Path.of("/users.ndjson")));
        var waiting = application.insertJob("pending", application.request(Path.of("/users.ndjson")));
        for (var job : List.of(old, running, waiting)) {
            execute("UPDATE jobs SET created_at = now() - interval '25 hours' WHERE id = :job", job);
        }
        execute("UPDATE jobs SET finished_at = now() - interval '25 hours' WHERE id = :job", old);
        execute(ERROR, old);
        // It waited, or ran, for longer than it is kept.
        var young = application.insertJob("completed", application.request(Path.of("/users.ndjson")));
        execute("UPDATE jobs SET created_at = now() - interval '25 hours', finished_at = now() WHERE id = :job", young);

        tidyUp(Duration.ofDays(30), Duration.ofDays(30));
        assertThat(application
                        .jdbc()
                        .sql("SELECT id FROM jobs")
                        .query(String.class)
                        .list())
                .as("for ever, unless it is said otherwise")
                .contains(old, running, waiting, young);

        tidyUp(
                Optional.empty(),
                new RetentionProperties(
                        Duration.ofDays(30),
                        Duration.ofDays(30),
                        Duration.ofDays(7),
                        Duration.ofHours(24),
                        Duration.ofDays(30),
                        Duration.ofMinutes(1)));
        assertThat(application
                        .jdbc()
                        .sql("SELECT id FROM jobs")
                        .query(String.class)
                        .list())
                .contains(running, waiting, young)
                .doesNotContain(old);
        assertThat(count("job_errors", old)).isZero();
    }

    @Test
    void forgetsIdempotencyKeysThatCountNoMore() {
        var job = application.insertJob("processing", application.request(Path.of("/users.ndjson")));
        for (var age : List.of("23 hours", "25 hours")) {
            execute(
                    "INSERT INTO idempotency_keys VALUES ('ann', '" + age + "', 'digest', :job, now() - interval '"
                            + age + "')",
                    job);
        }

        tidyUp(Duration.ofDays(30), Duration.ofDays(30));

        assertThat(application
                        .jdbc()
                        .sql("SELECT key FROM idempotency_keys")
                        .query(String.class)
                        .list())
                .containsExactly("23 hours");
    }

    @Test
    void forgetsNoticesOfLongAgoUnlessTheyWait() {
        var job = application.insertJob("processing", application.request(Path.of("/users.ndjson")));
        execute("INSERT INTO webhooks (id, url, events, secret) VALUES ('whk_0000000000000001', :job, '{}', '')", job);
        for (var state : List.of("waiting", "delivered", "given_up")) {
            for (int days : new int[] {29, 31}) {
                execute(
                        "INSERT INTO notices (kind, webhook_id, job_id, event, body, state, reason, created_at, ended_at)"
                                + " SELECT 'webhook', 'whk_0000000000000001', :job, '" + state + " " + days
                                + "', '', '" + state + "', CASE '" + state + "' WHEN 'given_up' THEN 'gone' END, ended,"
                                + " CASE '" + state + "' WHEN 'waiting' THEN NULL ELSE ended END"
                                + " FROM (SELECT now() - interval '" + days + " days' AS ended) AS e",
                        job);
            }
        }

        tidyUp(Duration.ofDays(30), Duration.ofDays(30));

        assertThat(application
                        .jdbc()
                        .sql("SELECT event FROM notices")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("waiting 29", "waiting 31", "delivered 29", "given_up 29");
    }

    private Path stored(FileKind kind) throws IOException {
        return store.requireLocalPath(
                store.create(kind, new ByteArrayInputStream(new byte[1])).name());
    }

    private void tidyUp(Duration restart, Duration errors) {
        tidyUp(Optional.empty(), restart, errors);
    }

    private void tidyUp(Optional<ServerStore> server, Duration restart, Duration errors) {
        tidyUp(
                server,
                new RetentionProperties(
                        restart, errors, Duration.ofDays(7), null, Duration.ofDays(30), Duration.ofMinutes(1)));
    }

    private void tidyUp(Optional<ServerStore> server, RetentionProperties properties) {
        new RetentionCleaner(
                        application.jdbc(),
                        application.bean(ImportLeftovers.class),
                        application.bean(ExportLeftovers.class),
                        application.bean(RejectedRecords.class),
                        application.bean(SourceSettling.class),
                        application.bean(JobRemoval.class),
                        application.bean(Submissions.class),
                        store,
                        server,
                        Clock.systemUTC(),
                        properties)
                .tidyUp();
    }

    private static void execute(String sql, String job) {
        application.jdbc().sql(sql).param("job", job).update();
    }

    private static int count(String table, String job) {
        return application
                .jdbc()
                .sql("SELECT count(*) FROM " + table + " WHERE job_id = :job")
                .param("job", job)
                .query(Integer.class)
                .single();
    }
}
