package dev.usher.app.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.launch.FollowUps;
import dev.usher.app.launch.Housekeeping;
import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobStatusService;
import dev.usher.app.status.JobView;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.external.FileSource.IfMissing;
import dev.usher.jobs.external.FileSource.IfUnchanged;
import dev.usher.jobs.external.FileSource.Take;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Csv;
import dev.usher.jobs.importing.UserImportRequest.Format;
import dev.usher.jobs.importing.UserImportRequest.Input;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.testkit.TestFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Imports whose files lie in stores: which file they take, what becomes of it, and what of them without one. */
class SourceImportIT {

    private static final TestFolder FOLDER = TestFolder.create();
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness(
            "usher.stores.hr.type=folder",
            "usher.stores.hr.path=" + FOLDER.path().resolve("hr"),
            "usher.stores.hr.done=done",
            "usher.stores.hr.failed=failed",
            "usher.stores.hr.stable-for=200ms",
            "usher.stores.hr.max-size=1000B",
            "usher.stores.marked.type=folder",
            "usher.stores.marked.path=" + FOLDER.path().resolve("hr"),
            "usher.stores.marked.done=done",
            "usher.stores.marked.marker=.done",
            "usher.stores.kept.type=folder",
            "usher.stores.kept.path=" + FOLDER.path().resolve("hr"),
            "usher.stores.kept.stable-for=0s",
            "usher.stores.away.type=folder",
            "usher.stores.away.path=" + FOLDER.path().resolve("unmounted"));

    private final JobLaunchService launch = application.bean(JobLaunchService.class);
    private final JobStatusService status = application.bean(JobStatusService.class);
    private final FolderFiles files = new FolderFiles(FOLDER.path().resolve("hr"));
    private String connectionId = "";

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(files.root());
        new TestFolder(files.root()).close();
        Files.createDirectories(files.root());
        connectionId = application
                .bean(Connections.class)
                .create("hr-" + CONNECTIONS.incrementAndGet(), Strategy.of("auth0"), ConnectionOptions.DEFAULTS)
                .id();
    }

    @AfterAll
    static void removeFolder() {
        FOLDER.close();
    }

    @Test
    void importsTheNewestFileAndMovesItAway() {
        put("users-1.ndjson", "ann", 1);
        put("users-2.ndjson", "bob", 2);

        var job = run(hr("users-*.ndjson"));

        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.importSummary().orElseThrow().inserted()).isEqualTo(1);
        assertThat(job.work()).extracting("inputName").isEqualTo("hr:users-2.ndjson");
        assertThat(users()).containsExactly("bob@example.com");
        assertThat(files.names()).containsExactly("done/" + job.id() + "-users-2.ndjson", "users-1.ndjson");
        assertThat(copies(job)).isEmpty();
    }

    @Test
    void doesNotImportAnOlderFileAfterANewerOne() {
        put("users-1.ndjson", "ann", 1);
        put("users-2.ndjson", "bob", 2);
        run(hr("users-*.ndjson"));

        var job = run(hr("users-*.ndjson"));

        assertUnchanged(job);
        assertThat(users()).containsExactly("bob@example.com");
        assertThat(files.names()).contains("users-1.ndjson");
    }

    /** As whoever overrides a guard of a schedule does. */
    @Test
    void doesNotImportAnOlderFileAfterANewerOneThatWasAskedForByName() {
        put("users-1.ndjson", "ann", 1);
        put("users-2.ndjson", "bob", 2);
        put("others.ndjson", "cid", 3);
        run(hr("users-2.ndjson"));
        run(hr("others.ndjson"));

        assertUnchanged(run(hr("users-*.ndjson")));
        assertThat(users()).containsExactly("bob@example.com", "cid@example.com");
    }

    @Test
    void doesNotImportTheSameFileAgain() {
        put("users.ndjson", "ann", 1);
        run(FileSource.ofStore("kept", "users.ndjson"));

        assertUnchanged(run(FileSource.ofStore("kept", "users.ndjson")));
        assertThat(files.names()).containsExactly("users.ndjson");
    }

    @Test
    void doesNotImportTheSameBytesAgainUnderAnotherName() {
        put("users-1.ndjson", "ann", 1);
        run(hr("users-*.ndjson"));
        put("users-2.ndjson", "ann", 2);

        var job = run(hr("users-*.ndjson"));

        assertUnchanged(job);
        assertThat(files.names()).contains("done/" + job.id() + "-users-2.ndjson");
        assertThat(copies(job)).isEmpty();
    }

    @Test
    void importsTheSameFileAgainIfItIsTold() {
        put("users.ndjson", "ann", 1);
        run(FileSource.ofStore("kept", "users.ndjson"));

        var job = run(new FileSource("kept", "users.ndjson", null, Take.NEWEST, IfMissing.FAIL, IfUnchanged.IMPORT));

        assertThat(job.statusCode()).isEmpty();
        assertThat(job.importSummary().orElseThrow().total()).isEqualTo(1);
    }

    @Test
    void importsTheSameFileIntoAnotherConnection() throws IOException {
        put("users.ndjson", "ann", 1);
        run(FileSource.ofStore("kept", "users.ndjson"));

        begin();
        put("users.ndjson", "ann", 1);

        assertThat(run(FileSource.ofStore("kept", "users.ndjson")).statusCode()).isEmpty();
    }

    @Test
    void importsAFileAgainWhoseImportFailed() {
        files.put("users.ndjson", "no json at all\n");
        var request = request(FileSource.ofStore("kept", "users.ndjson"), false, "0");
        run(request);

        var job = run(request);

        assertThat(job.statusCode()).contains("TOO_MANY_ERRORS");
        assertThat(files.names()).containsExactly("users.ndjson");
    }

    @Test
    void failsWithoutAFile() {
        var job = run(hr("users-*.ndjson"));

        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.statusCode()).contains("SOURCE_MISSING");
        assertThat(job.statusDetails()).contains("There is no file hr:users-*.ndjson.");
    }

    @Test
    void completesWithoutAFileIfThatIsFine() {
        var job = run(new FileSource("hr", "*.ndjson", null, Take.NEWEST, IfMissing.SKIP, IfUnchanged.SKIP));

        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.statusCode()).contains("NO_FILE");
        assertThat(job.importSummary().orElseThrow().total()).isZero();
        assertThatThrownBy(() -> launch.restartHere(job.id())).isInstanceOf(ProblemException.class);
    }

    @Test
    void takesAStoreThatIsAwayForNoEmptyOne() {
        var source = new FileSource("away", "users.ndjson", null, Take.NEWEST, IfMissing.SKIP, IfUnchanged.SKIP);

        var job = run(source);

        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.statusCode()).contains("SOURCE_UNREACHABLE");
        assertThat(job.statusDetails().orElse("")).doesNotContain(FOLDER.path().toString());
    }

    @Test
    void leavesAFileAloneThatIsBeingWritten() throws Exception {
        put("users-1.ndjson", "ann", 1);
        var writer = new GrowingFile(files.root().resolve("users-2.ndjson"));
        try (writer) {
            var job = run(hr("users-2.ndjson"));

            assertThat(job.statusCode()).contains("SOURCE_MISSING");
            assertThat(job.statusDetails().orElse("")).contains("1 is still being written");
            assertThat(run(hr("users-*.ndjson")).importSummary().orElseThrow().inserted())
                    .isEqualTo(1);
        }

        assertThat(users()).containsExactly("ann@example.com");
        assertThat(files.names()).contains("users-2.ndjson");
    }

    @Test
    void takesOnlyFilesWithTheirMarkers() {
        put("users-1.ndjson", "ann", 1);
        put("users-2.ndjson", "bob", 2);
        files.put("users-1.ndjson.done", "");

        var job = run(FileSource.ofStore("marked", "users-*"));

        assertThat(users()).containsExactly("ann@example.com");
        assertThat(files.names())
                .containsExactly(
                        "done/" + job.id() + "-users-1.ndjson",
                        "done/" + job.id() + "-users-1.ndjson.done",
                        "users-2.ndjson");
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        files.put("users.ndjson", "x".repeat(1001));

        var job = run(hr("users.ndjson"));

        assertThat(job.statusCode()).contains("SOURCE_TOO_LARGE");
        assertThat(copies(job)).isEmpty();
        assertThat(files.names()).as("nothing of it was read").containsExactly("users.ndjson");
    }

    @Test
    void putsAFileApartWhoseImportFailedAndMovesItOnOnceARestartCompletes() {
        files.put("users.ndjson", "no json at all\n" + line("ann"));
        var job = run(request(hr("users.ndjson"), false, "0"));
        assertThat(job.statusCode()).contains("TOO_MANY_ERRORS");
        assertThat(files.names()).containsExactly("failed/" + job.id() + "-users.ndjson");

        application
                .jdbc()
                .sql("UPDATE jobs SET request = jsonb_set(request, '{max_errors}', 'null') WHERE id = :job")
                .param("job", job.id())
                .update();
        restart(job.id());

        assertThat(status.require(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(users()).containsExactly("ann@example.com");
        assertThat(files.names()).containsExactly("done/" + job.id() + "-users.ndjson");
    }

    @Test
    void goesOnWithItsCopyWhateverBecameOfTheFile() {
        var job = fetchedAndFailed();
        files.remove("failed/" + job + "-users.ndjson");

        restart(job);

        assertThat(status.require(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(users()).containsExactly("ann@example.com");
    }

    @Test
    void fetchesTheSameFileAgainWhereItHasNoCopy() {
        var job = fetchedAndFailed();
        loseCopy(job);
        files.remove("failed/" + job + "-users.ndjson");
        put("users.ndjson", "ann", 1);

        restart(job);

        assertThat(status.require(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(users()).containsExactly("ann@example.com");
        assertThat(files.names()).containsExactly("done/" + job + "-users.ndjson");
    }

    @Test
    void goesOnWithTheFileThatWasMovedApart() {
        var job = fetchedAndFailed();
        loseCopy(job);

        restart(job);

        assertThat(status.require(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(users()).containsExactly("ann@example.com");
        assertThat(files.names()).containsExactly("done/" + job + "-users.ndjson");
    }

    @Test
    void doesNotGoOnWithAnotherFile() {
        var job = fetchedAndFailed();
        loseCopy(job);
        files.remove("failed/" + job + "-users.ndjson");
        put("users.ndjson", "bob", 2);

        restart(job);

        assertThat(status.require(job).statusCode()).contains("SOURCE_GONE");
        assertThat(users()).isEmpty();
    }

    @Test
    void takesAllFilesOneAfterTheOther() {
        put("users-1.ndjson", "ann", 1);
        put("users-2.ndjson", "bob", 2);
        put("users-3.ndjson", "eve", 3);
        var all = new FileSource("hr", "users-*.ndjson", null, Take.ALL, IfMissing.FAIL, IfUnchanged.SKIP);

        var first = run(all);
        assertThat(users()).containsExactly("ann@example.com");
        var second = follow(first.id()).orElseThrow();
        assertThat(follow(first.id())).as("a second follower").isEmpty();
        assertThat(users()).containsExactly("ann@example.com", "bob@example.com");
        var third = follow(second).orElseThrow();

        assertThat(follow(third)).isEmpty();
        assertThat(users()).containsExactly("ann@example.com", "bob@example.com", "eve@example.com");
        assertThat(files.names()).allMatch(name -> name.startsWith("done/"));
    }

    @Test
    void doesNotFollowAJobThatFailed() {
        putContent("users-1.ndjson", "no json at all\n", 1);
        put("users-2.ndjson", "bob", 2);
        var all = new FileSource("hr", "users-*.ndjson", null, Take.ALL, IfMissing.FAIL, IfUnchanged.SKIP);

        var job = run(request(all, false, "0"));

        assertThat(follow(job.id())).isEmpty();
        assertThat(users()).isEmpty();
    }

    @Test
    void leavesNoTraceOfADryRun() {
        put("users.ndjson", "ann", 1);

        var dry = run(request(hr("users.ndjson"), true, null));
        assertThat(dry.importSummary().orElseThrow().inserted()).isEqualTo(1);
        assertThat(files.names()).containsExactly("users.ndjson");

        assertThat(run(hr("users.ndjson")).statusCode()).isEmpty();
        assertThat(users()).containsExactly("ann@example.com");
    }

    @Test
    void leavesAFileAloneThatAnotherJobIsImporting() {
        put("users.ndjson", "ann", 1);
        var other = fetchedAndFailed();
        put("users.ndjson", "ann", 1);
        application
                .jdbc()
                .sql("UPDATE jobs SET status = 'processing' WHERE id = :job")
                .param("job", other)
                .update();

        for (var settled : List.of("open", "kept", "failed")) {
            application
                    .jdbc()
                    .sql("UPDATE import_sources SET settled = :settled WHERE job_id = :job")
                    .param("settled", settled)
                    .param("job", other)
                    .update();
            assertThat(run(hr("users.ndjson")).statusCode()).as(settled).contains("SOURCE_BUSY");
        }
        ended(other);
    }

    @Test
    void takesNoneOfAllWhileAnotherJobTakesThem() {
        var other = fetchedAndFailed();
        application
                .jdbc()
                .sql("UPDATE jobs SET status = 'processing' WHERE id = :job")
                .param("job", other)
                .update();
        put("users-2.ndjson", "bob", 2);

        assertThat(run(all("users*.ndjson")).statusCode()).contains("SOURCE_BUSY");
        assertThat(users()).isEmpty();
        ended(other);
    }

    @Test
    void saysIfFilesAreLeftThatCannotBeTakenYet() throws IOException {
        put("users-1.ndjson", "ann", 1);
        var blocked = Files.writeString(files.root().resolve("done"), "in the way");
        var first = run(all("users-*.ndjson"));
        assertThat(follow(first.id())).as("there is no other").isEmpty();

        put("users-2.ndjson", "bob", 2);

        assertThatThrownBy(() -> follow(first.id()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Files are left that were not imported");
        Files.delete(blocked);
        settleNow(first.id());
        assertThat(follow(first.id())).isPresent();
        assertThat(users()).containsExactly("ann@example.com", "bob@example.com");
    }

    @Test
    void endsAChainWhoseConnectionIsGone() {
        put("users-1.ndjson", "ann", 1);
        put("users-2.ndjson", "bob", 2);
        var first = run(all("users-*.ndjson"));
        application
                .jdbc()
                .sql("UPDATE jobs SET store = 'here', request = jsonb_set(request, '{connection_id}', '\"con_gone\"')"
                        + " WHERE id = :job")
                .param("job", first.id())
                .update();

        application.bean(FollowUps.class).submitDue(launch);

        assertThat(sourceOf(first.id(), "follow_up")).isEqualTo("over");
    }

    @Test
    void keepsAJobUntilItsFileWasMoved() throws IOException {
        put("users.ndjson", "ann", 1);
        var blocked = Files.writeString(files.root().resolve("done"), "in the way");
        var job = run(hr("users.ndjson"));

        assertThatThrownBy(() -> launch.delete(job.id()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is still to be moved within the store hr");
        assertThat(status.require(job.id()).status()).isEqualTo(JobStatus.COMPLETED);

        Files.delete(blocked);
        launch.delete(job.id());
        assertThat(files.names()).containsExactly("done/" + job.id() + "-users.ndjson");
    }

    @Test
    void leavesItAtThatIfSomebodyTookTheFileAway() throws IOException {
        put("users.ndjson", "ann", 1);
        var blocked = Files.writeString(files.root().resolve("done"), "in the way");
        var job = run(hr("users.ndjson"));
        Files.delete(blocked);
        files.remove("users.ndjson");

        settleNow(job.id());

        assertThat(sourceOf(job.id(), "settled")).isEqualTo("left");
    }

    /** As when the setting was removed while a file was there. */
    @Test
    void movesOtherFilesAlthoughOneLiesWhereNoneAreMoved() {
        put("users-1.ndjson", "ann", 1);
        var job = run(hr("users-1.ndjson"));
        application
                .jdbc()
                .sql("UPDATE import_sources SET store = 'marked', settled = 'failed' WHERE job_id = :job")
                .param("job", job.id())
                .update();

        settleNow(job.id());

        assertThat(sourceOf(job.id(), "settled")).isEqualTo("failed");
        assertThat(sourceOf(job.id(), "settle_failures")).isEqualTo("1");
    }

    @Test
    void triesAgainToMoveAFileOnceItsStoreIsBack() throws IOException {
        put("users.ndjson", "ann", 1);
        var blocked = Files.writeString(files.root().resolve("done"), "in the way");
        var job = run(hr("users.ndjson"));
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(files.names()).contains("users.ndjson");

        Files.delete(blocked);
        settleNow(job.id());

        assertThat(files.names()).containsExactly("done/" + job.id() + "-users.ndjson");
    }

    @Test
    void submitsNothingForAStoreThatIsNotThere() {
        assertThatThrownBy(() -> run(FileSource.ofStore("nowhere", "users.ndjson")))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        "There is no store nowhere here: there is away, hr, kept, marked (settings usher.stores.NAME).");
        assertThatThrownBy(() -> run(new FileSource("kept", "*", null, Take.ALL, IfMissing.FAIL, IfUnchanged.SKIP)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("moves those that were imported");
        assertThatThrownBy(() -> run(FileSource.ofUrl("https://127.0.0.1/users.csv")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("usher.http-sources.allowed");
    }

    private void settleNow(String job) {
        application
                .jdbc()
                .sql("UPDATE import_sources SET settle_after = now() WHERE job_id = :job")
                .param("job", job)
                .update();
        application.bean(Housekeeping.class).tidyUp();
    }

    private static String sourceOf(String job, String column) {
        return application
                .jdbc()
                .sql("SELECT " + column + "::text FROM import_sources WHERE job_id = :job")
                .param("job", job)
                .query(String.class)
                .single();
    }

    /** Nobody runs it. */
    private static void ended(String job) {
        application
                .jdbc()
                .sql("UPDATE jobs SET status = 'stopped' WHERE id = :job")
                .param("job", job)
                .update();
    }

    private static FileSource all(String pattern) {
        return new FileSource("hr", pattern, null, Take.ALL, IfMissing.FAIL, IfUnchanged.SKIP);
    }

    /** A job that has its copy, and read it, and whose file was moved to the failed ones. */
    private String fetchedAndFailed() {
        put("users.ndjson", "ann", 1);
        // The gate can't read that, after all rows were staged.
        var job = run(request(hr("users.ndjson"), false, "nonsense"));
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(files.names()).containsExactly("failed/" + job.id() + "-users.ndjson");
        application
                .jdbc()
                .sql("UPDATE jobs SET request = jsonb_set(request, '{max_errors}', 'null') WHERE id = :job")
                .param("job", job.id())
                .update();
        return job.id();
    }

    /** As on a server with a file store of its own. */
    private void loseCopy(String job) {
        application.bean(FileStore.class).delete(copies(job).orElseThrow());
    }

    private static Optional<String> copies(JobView job) {
        return copies(job.id());
    }

    private static Optional<String> copies(String job) {
        var stored = application
                .jdbc()
                .sql("SELECT stored FROM import_sources WHERE job_id = :job AND stored IS NOT NULL")
                .param("job", job)
                .query(String.class)
                .optional();
        return stored.filter(
                name -> application.bean(FileStore.class).find(name).isPresent());
    }

    private static void assertUnchanged(JobView job) {
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.statusCode()).contains("UNCHANGED");
        assertThat(job.statusDetails())
                .contains("The source has nothing new: its files are what was imported last, or older than that.");
        assertThat(job.importSummary().orElseThrow().total()).isZero();
    }

    private void put(String name, String user, int second) {
        putContent(name, line(user), second);
    }

    private void putContent(String name, String content, int second) {
        files.put(name, content);
        try {
            Files.setLastModifiedTime(
                    files.root().resolve(name),
                    FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String line(String user) {
        return "{\"email\":\"" + user + "@example.com\"}\n";
    }

    private static FileSource hr(String pattern) {
        return FileSource.ofStore("hr", pattern);
    }

    private JobView run(FileSource source) {
        return run(request(source, false, null));
    }

    private JobView run(UserImportRequest request) {
        var job = launch.submitHere(new JobRequest.OfImport(request));
        launch.run(job);
        return status.require(job);
    }

    private Optional<String> follow(String job) {
        var next = launch.followHere(job);
        next.ifPresent(launch::run);
        return next;
    }

    private void restart(String job) {
        assertThat(launch.restartHere(job)).isEmpty();
        launch.run(job);
    }

    private UserImportRequest request(FileSource source, boolean dryRun, @Nullable String maxErrors) {
        return new UserImportRequest(
                connectionId,
                Input.of(source, Format.AUTO),
                Csv.DEFAULTS,
                false,
                Metadata.REPLACE,
                Set.of(),
                dryRun,
                maxErrors,
                null);
    }

    private List<String> users() {
        return application
                .jdbc()
                .sql("SELECT email FROM users WHERE connection_id = :connection ORDER BY email")
                .param("connection", connectionId)
                .query(String.class)
                .list();
    }
}
