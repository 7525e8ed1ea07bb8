package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.fault.FaultProxy.Fault;
import dev.usher.app.fault.FaultProxy.Phase;
import dev.usher.app.fault.FaultProxy.Then;
import dev.usher.app.fault.FaultProxy.When;
import dev.usher.jobs.testkit.PostgresExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server has done a COMMIT, but its answer is lost with the connection: whoever believes that it failed does the
 * work twice. The job finds out by itself and goes on.
 */
class LostCommitReplyIT {

    private static final List<Phase> PHASES =
            List.of(Phase.MERGE, Phase.STAGE, Phase.SCAN, Phase.RESOLVE, Phase.CONFLICTS, Phase.SUMMARY, Phase.FINISH);

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    static Path folder;

    @BeforeAll
    static void migrate() {
        postgres.migratedDatabase();
    }

    @TestFactory
    Stream<DynamicTest> goesOnByItself() {
        return FaultPoints.run("lost reply", "usher.commit.points", 1, 2, this::loseReply);
    }

    private String loseReply(int index, long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var phase = PHASES.get(index % PHASES.size());
        var shape = ImportShape.next(random, 10_000);
        try (var run = FaultRun.prepare(postgres.migratedDatabase(), folder, "l" + index, shape, seed);
                var process = run.startImport()) {
            int most = phase == Phase.MERGE || phase == Phase.STAGE ? 12 : phase == Phase.FINISH ? 1 : 3;
            var fault = new Fault(phase, 1 + random.nextInt(most), When.AFTER_COMMIT, Then.CUT, () -> {});
            run.arm(fault);
            var result = process.await();

            assertThat(run.proxy().struckIn()).as("phase of %s", fault).isNotNull();
            assertThat(result.exitCode())
                    .as("exit code: %s%s", result.out(), result.err())
                    .isEqualTo(3);
            run.world().assertAsUndisturbed();
            return shape + ", " + fault + " in " + run.proxy().struckIn();
        }
    }
}
