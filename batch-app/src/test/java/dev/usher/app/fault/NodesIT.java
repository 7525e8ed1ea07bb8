package dev.usher.app.fault;

import static dev.usher.app.fault.FaultRun.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.fault.FaultProxy.Fault;
import dev.usher.app.fault.FaultProxy.Phase;
import dev.usher.app.fault.FaultProxy.Then;
import dev.usher.app.fault.FaultProxy.When;
import dev.usher.app.fault.ImportShape.Format;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.exporting.UserExportRequest.Fields;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.UserImportRequest.Csv;
import dev.usher.jobs.importing.UserImportRequest.Input;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.testkit.ImportRequests;
import dev.usher.jobs.testkit.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Servers that share a database, and what becomes of the jobs of one that dies, freezes or is told to end. */
class NodesIT {

    private static final int ROWS = 6_000;
    private static final ImportShape PLAIN = new ImportShape(Format.NDJSON, false, false, false, ROWS);
    private static final ImportShape UPSERT = new ImportShape(Format.CSV, true, true, true, ROWS);
    private static final int USERS = 20_000;
    /** At least; a job that is taken over may take longer. */
    private static final Duration FROZEN = Duration.ofSeconds(Integer.getInteger("usher.nodes.frozen.seconds", 0));

    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private static final List<Phase> PHASES = List.of(Phase.STAGE, Phase.MERGE, Phase.SCAN, Phase.CONFLICTS);

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension exported = new PostgresExtension();

    @TempDir
    static Path folder;

    static Stream<Phase> phases() {
        return FaultPoints.some(1, Phase.STAGE, Phase.MERGE);
    }

    @Test
    void everyJobRunsOnce() throws IOException {
        int jobs = Integer.getInteger("usher.nodes.jobs", 25);
        try (var nodes = nodes("race")) {
            var two = Map.of("USHER_LAUNCH_CONCURRENT_JOBS", "2");
            nodes.start("a", two);
            nodes.start("b", two);
            var connection = jdbc().sql("SELECT id FROM connections ORDER BY created_at LIMIT 1")
                    .query(String.class)
                    .single();
            for (int i = 0; i < jobs; i++) {
                nodes.submit("users_import", connection, ImportRequests.plain(connection, smallFile(i)));
            }

            eventually(
                    () -> count("status IN ('completed', 'failed') AND connection_id = '" + connection + "'") == jobs);
            assertThat(count("attempts = 1 AND inserted = 10 AND failed = 0 AND connection_id = '" + connection + "'"))
                    .isEqualTo(jobs);
            assertThat(jdbc().sql("SELECT count(*) FROM users WHERE email LIKE 'race-%'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(10L * jobs);
            System.out.printf("nodes: %d jobs, each once: ok%n", jobs);
        }
    }

    @ParameterizedTest
    @MethodSource("phases")
    void aJobOfAKilledServerIsTakenOver(Phase phase) throws IOException {
        var name = "killed" + FaultPoints.nameOf(phase);
        try (var nodes = nodes(name)) {
            var killed = nodes.start("a");
            var killedAt = new AtomicLong();
            killed.proxy().arm(new Fault(phase, 2, When.BEFORE_CHUNK_COMMIT, Then.CUT, () -> {
                nodes.start("b");
                killed.process().kill();
                killedAt.set(System.nanoTime());
            }));
            var world = submitImport(nodes, name, phase == Phase.MERGE ? UPSERT : PLAIN, FaultPoints.seed());

            eventually(() -> nodes.column(world.job(), "attempts").equals("2"));
            var gap = Duration.ofNanos(System.nanoTime() - killedAt.get());
            nodes.awaitStatus(world.job(), "completed");

            assertThat(nodes.column(world.job(), "concat_ws('/', attempts, takeovers)"))
                    .isEqualTo("2/1");
            world.assertAsUndisturbed();
            System.out.printf("nodes: killed in %s, taken over after %d ms: ok%n", phase, gap.toMillis());
        }
    }

    /** In the midst of a transaction, so that the frozen process holds locks as well. */
    @ParameterizedTest
    @MethodSource("phases")
    void aFrozenServerWritesNothingAfterItsJobWasTakenOver(Phase phase) throws IOException {
        var name = "frozen" + FaultPoints.nameOf(phase);
        try (var nodes = nodes(name)) {
            var frozen = nodes.start("a");
            var frozenAt = new AtomicLong();
            frozen.proxy().arm(freeze(nodes, frozen, phase, 2, frozenAt));
            var world = submitImport(nodes, name, phase == Phase.MERGE ? UPSERT : PLAIN, FaultPoints.seed());
            nodes.awaitStatus(world.job(), "completed");
            eventually(() -> !world.hasStagingTable());
            eventually(() -> System.nanoTime() - frozenAt.get() > FROZEN.toNanos());
            var before = world.traces();

            frozen.process().signal("CONT");

            eventually(() -> frozen.logged("lease lost") > 0);
            assertThat(world.traces()).isEqualTo(before);
            world.assertAsUndisturbed();
            assertThat(frozen.logged("lease lost")).isEqualTo(1);
            assertThat(frozen.process().isAlive()).isTrue();
            System.out.printf("nodes: frozen in %s: ok%n", phase);
        }
    }

    @Test
    void aFrozenServerPublishesNothingAfterItsExportWasTakenOver() throws IOException {
        var database = exported.migratedDatabase();
        ExportRun.insertUsers(database, USERS);
        try (var nodes = new Nodes(database, folder.resolve("export"))) {
            var frozen = nodes.start("a");
            frozen.proxy().arm(freeze(nodes, frozen, Phase.SEGMENTS, 10, new AtomicLong()));
            var target = Files.createDirectories(folder.resolve("target")).resolve("users.ndjson");
            var job = nodes.submit("users_export", null, export(target));
            nodes.awaitStatus(job, "completed");
            eventually(() -> nodes.column(job, "leftovers_removed").equals("true"));
            var published = Files.getLastModifiedTime(target);

            frozen.process().signal("CONT");

            eventually(() -> frozen.logged("lease lost") > 0);
            assertThat(Files.getLastModifiedTime(target)).isEqualTo(published);
            try (Stream<Path> files = Files.list(target.resolveSibling(""))) {
                assertThat(files).containsExactly(target);
            }
            assertThat(Files.readAllLines(target)).hasSize(USERS);
            assertThat(nodes.storedFiles())
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("store-id");
            assertThat(nodes.column(job, "concat_ws('/', status, attempts)")).isEqualTo("completed/2");
        }
    }

    @TestFactory
    Stream<DynamicTest> aServerThatIsToldToEndLeavesItsJobToTheNext() {
        return FaultPoints.run("nodes term", "usher.nodes.terms", 1, 1, this::terminate);
    }

    private String terminate(int index, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var name = "term" + index;
        var shape = random.nextBoolean() ? PLAIN : UPSERT;
        var phase = PHASES.get(random.nextInt(PHASES.size()));
        int nth = 1 + random.nextInt(6);
        try (var nodes = nodes(name)) {
            var ended = nodes.start("a");
            ended.proxy()
                    .arm(new Fault(
                            phase,
                            nth,
                            When.AFTER_COMMIT,
                            Then.PASS_ON,
                            () -> ended.process().signal("TERM")));
            var world = submitImport(nodes, name, shape, seed);
            eventually(() -> ended.proxy().struckIn() != null);
            long start = System.nanoTime();
            var result = ended.process().await();
            var took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isZero();
            assertThat(took).isLessThan(LONGEST_END);
            assertThat(world.status()).isEqualTo("pending");
            nodes.start("b");
            nodes.awaitStatus(world.job(), "completed");
            assertThat(nodes.column(world.job(), "concat_ws('/', attempts, takeovers)"))
                    .isEqualTo("2/0");
            world.assertAsUndisturbed();
            return shape + ", " + phase + " commit " + nth + ", ended in " + took.toMillis() + " ms";
        }
    }

    /** Once another server is there to notice. */
    private static Fault freeze(Nodes nodes, Nodes.Node frozen, Phase phase, int nth, AtomicLong frozenAt) {
        return new Fault(phase, nth, When.BEFORE_CHUNK_COMMIT, Then.PASS_ON, () -> {
            nodes.start("b");
            frozen.process().signal("STOP");
            frozenAt.set(System.nanoTime());
        });
    }

    private static ImportWorld submitImport(Nodes nodes, String name, ImportShape shape, long seed) throws IOException {
        var oracle = new ImportOracle(shape, name, seed);
        var world = ImportWorld.create(postgres.migratedDatabase().dataSource(), name, oracle);
        var file = oracle.writeTo(Files.createDirectories(folder.resolve(name)));
        var connection = jdbc().sql("SELECT id FROM connections WHERE name = :name")
                .param("name", name)
                .query(String.class)
                .single();
        nodes.submit(
                "users_import",
                connection,
                new UserImportRequest(
                        connection,
                        new Input(file.toString(), false, file.getFileName().toString(), UserImportRequest.Format.AUTO),
                        Csv.DEFAULTS,
                        shape.upsert(),
                        Metadata.REPLACE,
                        Set.of(),
                        false,
                        shape.gated() ? "90%" : null,
                        null));
        return world;
    }

    private static UserExportRequest export(Path target) {
        return new UserExportRequest(
                null,
                null,
                null,
                null,
                Fields.DEFAULTS,
                UserExportRequest.Format.NDJSON,
                CsvEscape.NONE,
                new Target(target.toString(), false, "users.ndjson", false, false));
    }

    private static Path smallFile(int number) throws IOException {
        var rows = IntStream.range(0, 10)
                .mapToObj(i -> "{\"email\":\"race-" + number + "-" + i + "@example.com\"}\n")
                .collect(Collectors.joining());
        return Files.writeString(folder.resolve("race-" + number + ".ndjson"), rows);
    }

    private static Nodes nodes(String name) {
        return new Nodes(postgres.migratedDatabase(), folder.resolve("nodes-" + name));
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(postgres.migratedDatabase().dataSource());
    }

    private static long count(String condition) {
        return jdbc().sql("SELECT count(*) FROM jobs WHERE " + condition)
                .query(Long.class)
                .single();
    }
}
