package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.fault.FaultProxy.Phase;
import dev.usher.app.storage.FolderFiles;
import dev.usher.jobs.testkit.PostgresExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code kill -9} of jobs that take their file from a store or put it there: before the copy is whole, between the copy and
 * the scan, between the last commit and the moving of the file, and while a file is brought to its target.
 */
class StoreKillPointsIT {

    private static final int ROWS = 5_000;
    private static final int USERS = 3_000;

    private static final List<Phase> IMPORT = List.of(
            Phase.FETCH,
            Phase.FINISH,
            Phase.SCAN,
            Phase.FETCH,
            Phase.CLEANUP,
            Phase.FETCH,
            Phase.FINISH,
            Phase.SUMMARY);

    private static final List<Phase> EXPORT = List.of(Phase.DELIVER, Phase.DELIVER, Phase.FINISH, Phase.DELIVER);

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension exported = new PostgresExtension();

    @RegisterExtension
    static final Kills kills = new Kills();

    @TempDir
    static Path folder;

    private static String undisturbed = "";

    @BeforeAll
    static void exportUndisturbed() throws IOException {
        postgres.migratedDatabase();
        ExportRun.insertUsers(exported.migratedDatabase(), USERS);
        var own = Files.createDirectories(folder.resolve("undisturbed/outbox")).resolveSibling("");
        try (var proxy = FaultRun.proxy(exported.migratedDatabase());
                var process = startExport(own, environment(own, proxy))) {
            var result = process.await();
            assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isZero();
        }
        undisturbed = new FolderFiles(own.resolve("outbox")).content("users.ndjson");
    }

    @TestFactory
    Stream<DynamicTest> importsAFileOnceAndMovesItOnce() {
        return FaultPoints.run("store import kill", "usher.kill.points", 4, 2, this::killImport);
    }

    private String killImport(int index, long seed) {
        var random = new SplittableRandom(seed);
        var phase = IMPORT.get(index % IMPORT.size());
        var shape = ImportShape.next(random, ROWS);
        try (var run = FaultRun.prepare(postgres.migratedDatabase(), folder, "s" + index, shape, seed)) {
            var inbox = new FolderFiles(folder.resolve("s" + index).resolve("inbox"));
            var content = move(run.file(), inbox.root());
            var killed = new ArrayList<String>();
            try (var process = run.startImportFromStore("inbox" + index)) {
                var fault = kills.at(phase, commits(phase), random, process);
                run.arm(fault);
                process.await();
                assertThat(run.proxy().struckIn()).as("phase of %s", fault).isNotNull();
                killed.add(fault + " in " + run.proxy().struckIn());
                run.proxy().disarm();
            }
            finish(run);
            assertThat(inbox.names())
                    .containsExactly(
                            "done/" + run.world().job() + "-" + run.file().getFileName());
            assertThat(read(inbox.root().resolve(inbox.names().get(0)))).isEqualTo(content);
            return shape + ", killed at " + killed;
        }
    }

    /** How many transactions a phase has at least. */
    private static int commits(Phase phase) {
        return switch (phase) {
            case FETCH -> 4;
            case CLEANUP -> 1;
            default -> 2;
        };
    }

    private static byte[] move(Path file, Path inbox) {
        try {
            Files.createDirectories(inbox);
            var content = Files.readAllBytes(file);
            Files.move(file, inbox.resolve(file.getFileName()));
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void finish(FaultRun run) {
        if (!run.world().status().equals("completed")) {
            run.assertRestartCompletes();
            return;
        }
        // It tidies up, and so moves the file.
        assertThat(run.restart().err()).contains("is completed; there is nothing to restart");
        settleOnceDue(run);
        run.world().assertAsUndisturbed();
    }

    /** Whoever was killed while moving the file keeps others from it for some minutes. */
    private static void settleOnceDue(FaultRun run) {
        run.world()
                .jdbc()
                .sql("UPDATE import_sources SET settle_after = now() WHERE job_id = :job")
                .param("job", run.world().job())
                .update();
        assertThat(run.restart().err()).contains("is completed; there is nothing to restart");
    }

    @TestFactory
    Stream<DynamicTest> bringsAFileWholeOrNotAtAll() {
        return FaultPoints.run("store export kill", "usher.kill.points", 2, 2, this::killExport);
    }

    private String killExport(int index, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var phase = EXPORT.get(index % EXPORT.size());
        var own = folder.resolve("x" + index);
        var outbox = new FolderFiles(Files.createDirectories(own.resolve("outbox")));
        try (var proxy = FaultRun.proxy(exported.migratedDatabase())) {
            var environment = environment(own, proxy);
            String killed;
            try (var process = startExport(own, environment)) {
                var fault = kills.at(phase, phase == Phase.DELIVER ? 5 : 1, random, process);
                proxy.arm(fault);
                process.await();
                assertThat(proxy.struckIn()).as("phase of %s", fault).isNotNull();
                killed = fault + " in " + proxy.struckIn();
                proxy.disarm();
            }
            assertWholeOrInvisible(outbox);
            var job = job(own);
            boolean completed = status(job).equals("completed");
            try (var process = UsherProcess.start(own, environment, null, List.of("jobs", "restart", job, "--json"))) {
                var result = process.await();
                assertThat(result.exitCode())
                        .as("%s%s", result.out(), result.err())
                        .isEqualTo(completed ? 1 : 0);
            }
            assertThat(status(job)).isEqualTo("completed");
            assertThat(outbox.names()).containsExactly("users.ndjson");
            assertThat(outbox.content("users.ndjson")).isEqualTo(undisturbed);
            return "killed at " + killed;
        }
    }

    private static void assertWholeOrInvisible(FolderFiles outbox) {
        if (Files.exists(outbox.root().resolve("users.ndjson"))) {
            assertThat(outbox.content("users.ndjson")).isEqualTo(undisturbed);
        }
    }

    private static Map<String, String> environment(Path own, FaultProxy proxy) {
        var environment = FaultRun.environment(exported.migratedDatabase(), own, proxy);
        FaultRun.addStores(environment, own, "inbox");
        return environment;
    }

    private static UsherProcess startExport(Path own, Map<String, String> environment) {
        // Its limit tells the jobs of several runs apart.
        return UsherProcess.start(
                own,
                environment,
                null,
                List.of("export", "--to", "outbox:users.ndjson", "--limit", limit(own), "--json"));
    }

    private static String limit(Path own) {
        var name = String.valueOf(own.getFileName());
        int number = name.startsWith("x") ? Integer.parseInt(name.substring(1)) : 0;
        return String.valueOf(USERS + 1 + number);
    }

    private static String job(Path own) {
        return jdbc().sql("SELECT id FROM jobs WHERE request ->> 'limit' = :limit ORDER BY created_at DESC LIMIT 1")
                .param("limit", limit(own))
                .query(String.class)
                .single();
    }

    private static String status(String job) {
        return jdbc().sql("SELECT status FROM jobs WHERE id = :job")
                .param("job", job)
                .query(String.class)
                .single();
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(exported.migratedDatabase().dataSource());
    }
}
