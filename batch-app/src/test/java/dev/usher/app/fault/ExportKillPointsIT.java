package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.fault.FaultProxy.Fault;
import dev.usher.app.fault.FaultProxy.Phase;
import dev.usher.app.fault.FaultProxy.Then;
import dev.usher.app.fault.FaultProxy.When;
import dev.usher.jobs.testkit.PostgresExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code kill -9} of a running export in each of its phases, and again while it is being restarted: the file is, byte for
 * byte, that of an undisturbed run, and appears whole or not at all.
 */
class ExportKillPointsIT {

    private static final int USERS = 20_000;

    private static final List<Phase> PHASES = List.of(
            Phase.SEGMENTS,
            Phase.PUBLISH,
            Phase.SEGMENTS,
            Phase.FINISH,
            Phase.BOUNDS,
            Phase.SEGMENTS,
            Phase.CLEANUP,
            Phase.PUBLISH,
            Phase.SEGMENTS);

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension largeUsers = new PostgresExtension();

    @RegisterExtension
    static final Kills kills = new Kills();

    @TempDir
    static Path folder;

    private static final Map<Integer, String> UNDISTURBED = new ConcurrentHashMap<>();

    @BeforeAll
    static void insertUsers() {
        ExportRun.insertUsers(postgres.migratedDatabase(), USERS);
    }

    /** The digest of a run of this shape to which nothing happens. */
    private static String undisturbed(int number) {
        return UNDISTURBED.computeIfAbsent(number, ExportKillPointsIT::exportUndisturbed);
    }

    private static String exportUndisturbed(int number) {
        try (var run = run("undisturbed" + number, ExportShape.of(number));
                var process = run.start(List.of())) {
            var result = process.await();
            assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isZero();
            run.assertAsUndisturbed(null, USERS);
            return run.sha256();
        }
    }

    @TestFactory
    Stream<DynamicTest> comesToTheSameBytes() {
        return FaultPoints.run("export kill", "usher.kill.points", 3, 2, this::kill);
    }

    private String kill(int index, long seed) {
        var random = new SplittableRandom(seed);
        var phase = PHASES.get(index % PHASES.size());
        var sha256 = undisturbed(index % 4);
        try (var run = run("k" + index, ExportShape.of(index % 4))) {
            var killed = new ArrayList<String>();
            try (var process = run.start(List.of())) {
                strike(run, kills.at(phase, commits(phase), random, process), process, killed);
                assertThat(killed).as("phase of %s", phase).isNotEmpty();
            }
            run.assertWholeOrInvisible(sha256);
            for (int again = random.nextInt(3);
                    again > 0 && !run.column("status").equals("completed");
                    again--) {
                try (var process = run.startRestart()) {
                    strike(run, kills.at(Phase.START, commits(Phase.START), random, process), process, killed);
                }
                run.assertWholeOrInvisible(sha256);
            }
            finish(run, sha256);
            return ExportShape.of(index % 4) + ", killed at " + killed;
        }
    }

    private static void strike(ExportRun run, Fault fault, UsherProcess process, List<String> killed) {
        run.arm(fault);
        process.await();
        if (run.proxy().struckIn() != null) {
            killed.add(fault + " in " + run.proxy().struckIn());
        }
        // A restart that had less left to do than the fault waited for.
        run.proxy().disarm();
    }

    private static void finish(ExportRun run, String sha256) {
        boolean completed = run.column("status").equals("completed");
        var result = run.restart();
        assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isEqualTo(completed ? 1 : 0);
        run.assertAsUndisturbed(sha256, USERS);
    }

    /** About how many transactions a phase has with these settings; of a restart, about all. */
    private static int commits(Phase phase) {
        return switch (phase) {
            case START -> 45;
            case SEGMENTS -> 30;
            case PUBLISH -> 3;
            case BOUNDS -> 2;
            default -> 1;
        };
    }

    /** The new owner comes to the end; the old one wakes up in the midst of a chunk and must not publish. */
    @Test
    void aFrozenOwnerPublishesNothingAfterItsJobWasTakenOver() throws Exception {
        try (var run = run("frozen", ExportShape.of(3));
                var frozen = run.start(List.of())) {
            run.arm(new Fault(Phase.SEGMENTS, 20, When.BEFORE_CHUNK_COMMIT, Then.PASS_ON, () -> frozen.signal("STOP")));
            FaultRun.eventually(() -> run.proxy().struckIn() != null);

            var restarted = run.restart();
            assertThat(restarted.exitCode())
                    .as("%s%s", restarted.out(), restarted.err())
                    .isZero();
            run.assertAsUndisturbed(undisturbed(3), USERS);
            var published = Files.getLastModifiedTime(run.target());
            frozen.signal("CONT");
            var result = frozen.await();

            assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isEqualTo(1);
            assertThat(result.err()).contains("was taken over by another process");
            assertThat(Files.getLastModifiedTime(run.target())).isEqualTo(published);
            run.assertAsUndisturbed(undisturbed(3), USERS);
        }
    }

    @Test
    void aSignalStopsItBetweenTwoChunks() {
        try (var run = run("stopped", ExportShape.of(3));
                var process = run.start(List.of())) {
            run.arm(new Fault(Phase.SEGMENTS, 10, When.AFTER_COMMIT, Then.PASS_ON, () -> process.signal("TERM")));
            var result = process.await();

            assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isEqualTo(130);
            assertThat(result.err()).contains("usher jobs restart " + run.job());
            assertThat(run.column("status")).isEqualTo("stopped");
            assertThat(run.target()).doesNotExist();
            finish(run, undisturbed(3));
        }
    }

    /**
     * A limit on the size of files does what a full disk does, while the server still sends: the chunk is larger than all
     * buffers on the way.
     */
    @Test
    void aFullDiskFailsTheJobAndItGoesOnWhenThereIsSpace() {
        var database = largeUsers.migratedDatabase();
        ExportRun.insertUsers(database, 100);
        JdbcClient.create(database.dataSource())
                .sql("UPDATE users SET user_metadata = jsonb_build_object('text', repeat('x', 500000))")
                .update();
        try (var run = ExportRun.prepare(database, folder.resolve("full"), ExportShape.of(0));
                var process = run.start(List.of("bash", "-c", "ulimit -f 60; exec \"$0\" \"$@\""))) {
            var result = process.await();

            assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isEqualTo(5);
            assertThat(run.column("status")).isEqualTo("failed");
            assertThat(run.column("status_code")).isEqualTo("STORAGE_FULL");
            assertThat(run.column("status_details")).contains("no space is left");
            assertThat(run.target()).doesNotExist();
            assertThat(result.err()).contains("usher jobs restart " + run.job());
            assertThat(run.restart().exitCode()).isZero();
            run.assertAsUndisturbed(null, 100);
        }
    }

    private static ExportRun run(String name, ExportShape shape) {
        return ExportRun.prepare(postgres.migratedDatabase(), folder.resolve(name), shape);
    }
}
