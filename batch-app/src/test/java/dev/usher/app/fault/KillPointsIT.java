package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.fault.FaultProxy.Fault;
import dev.usher.app.fault.FaultProxy.Phase;
import dev.usher.app.fault.FaultProxy.Then;
import dev.usher.app.fault.FaultProxy.When;
import dev.usher.jobs.testkit.PostgresExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a running import in each of its phases, and again while it is being restarted: nothing is lost,
 * nothing is done twice.
 *
 * <p>Half of the kills strike exactly at a COMMIT, before the server gets it or after it has done it; the others up to
 * 40 ms later, in the midst of whatever is under way then.
 */
class KillPointsIT {

    private static final int ROWS = 20_000;

    /** The first eight of them are what a build tries. */
    private static final List<Phase> PHASES = List.of(
            Phase.STAGE,
            Phase.MERGE,
            Phase.SCAN,
            Phase.CONFLICTS,
            Phase.FINISH,
            Phase.RESOLVE,
            Phase.SUMMARY,
            Phase.CLEANUP,
            Phase.STAGE,
            Phase.GATE,
            Phase.MERGE,
            Phase.STAGE,
            Phase.CONFLICTS,
            Phase.MERGE);

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @RegisterExtension
    static final Kills kills = new Kills();

    @TempDir
    static Path folder;

    @BeforeAll
    static void migrate() {
        postgres.migratedDatabase();
    }

    /** Of an import that also blocks who is missing; the first four of them are what a build tries. */
    private static final List<Phase> MIRROR_PHASES = List.of(
            Phase.GATE,
            Phase.MIRROR,
            Phase.MERGE,
            Phase.SUMMARY,
            Phase.MIRROR,
            Phase.STAGE,
            Phase.GATE,
            Phase.RESOLVE,
            Phase.CONFLICTS,
            Phase.MIRROR,
            Phase.FINISH,
            Phase.CLEANUP);

    @TestFactory
    Stream<DynamicTest> losesNothingAndDoublesNothing() {
        return FaultPoints.run("kill", "usher.kill.points", 4, 2, this::kill);
    }

    /** Who is missing is the same whenever it is asked, nobody is met twice, and no run is counted twice. */
    @TestFactory
    Stream<DynamicTest> mirrorsAsIfNothingHadHappened() {
        return FaultPoints.run("mirror-kill", "usher.kill.mirror-points", 2, 2, this::killMirror);
    }

    /** Spring Batch commits the two one after the other, and would never start the first without the second. */
    @Test
    void goesOnWhereItHadAnInstanceButNoExecution() {
        long seed = FaultPoints.seed();
        var shape = ImportShape.next(new SplittableRandom(seed), ROWS);
        try (var run = FaultRun.prepare(postgres.migratedDatabase(), folder, "instance", shape, seed);
                var process = run.startImport()) {
            run.arm(new Fault(Phase.INSTANCE, 1, When.AFTER_COMMIT, Then.CUT, process::kill));
            process.await();

            assertThat(run.proxy().struckIn()).isEqualTo(Phase.INSTANCE);
            run.assertRestartCompletes();
        }
    }

    private String kill(int index, long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var phase = PHASES.get(index % PHASES.size());
        var shape = ImportShape.next(random, ROWS);
        if (phase == Phase.CONFLICTS) {
            shape = new ImportShape(shape.format(), shape.gzip(), shape.upsert(), true, ROWS);
        }
        return kill("k" + index, phase, shape, random, seed);
    }

    private String killMirror(int index, long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var shape = ImportShape.next(random, ROWS).mirrored();
        return kill("m" + index, MIRROR_PHASES.get(index % MIRROR_PHASES.size()), shape, random, seed);
    }

    private static String kill(String name, Phase phase, ImportShape shape, SplittableRandom random, long seed)
            throws Exception {
        try (var run = FaultRun.prepare(postgres.migratedDatabase(), folder, name, shape, seed)) {
            var killed = new ArrayList<String>();
            try (var process = run.startImport()) {
                var fault = kills.at(phase, commits(phase), random, process);
                run.arm(fault);
                process.await();
                assertThat(run.proxy().struckIn()).as("phase of %s", fault).isNotNull();
                killed.add(fault + " in " + run.proxy().struckIn());
            }
            for (int again = random.nextInt(3);
                    again > 0 && !run.world().status().equals("completed");
                    again--) {
                killWhileRestarting(run, random, killed);
            }
            finish(run);
            return shape + ", killed at " + killed;
        }
    }

    private static void killWhileRestarting(FaultRun run, SplittableRandom random, List<String> killed) {
        try (var process = run.startRestart()) {
            var fault = kills.at(Phase.START, commits(Phase.START), random, process);
            run.arm(fault);
            process.await();
            if (run.proxy().struckIn() != null) {
                killed.add("restart " + fault + " in " + run.proxy().struckIn());
            }
            // A restart that had less left to do than the fault waited for.
            run.proxy().disarm();
        }
    }

    private static void finish(FaultRun run) {
        if (!run.world().status().equals("completed")) {
            run.assertRestartCompletes();
            return;
        }
        var result = run.restart();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("is completed; there is nothing to restart");
        run.world().assertAsUndisturbed();
    }

    /** About how many transactions a phase has with these settings; of a restart, about all. */
    private static int commits(Phase phase) {
        return switch (phase) {
            case START -> 60;
            case STAGE, MERGE -> 30;
            case CONFLICTS -> 22;
            case MIRROR -> 10;
            case FETCH, SCAN, RESOLVE, GATE, SUMMARY, BOUNDS, SEGMENTS, PUBLISH, DELIVER -> 4;
            case INSTANCE, FINISH, CLEANUP -> 1;
        };
    }
}
