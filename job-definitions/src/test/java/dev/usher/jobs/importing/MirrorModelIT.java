package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.ImportFailedException.Reason;
import dev.usher.jobs.importing.UserImportRequest.Mirror;
import dev.usher.jobs.importing.UserImportRequest.Mirror.Action;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random files over random users, run after run, against an oracle that decides user by user: afterwards the users of the
 * connection are those of the file, but for whom a guard, a run of grace or an unreadable record protects. Ranges are small.
 */
class MirrorModelIT {

    @RegisterExtension
    static final ImportJobHarness imports =
            new ImportJobHarness("usher.import.merge-rows=7", "usher.import.block-rows=10", "usher.import.workers=3");

    private static final int SEEDS = Integer.getInteger("usher.test.model-seeds", 30);
    private static final long FIRST_SEED =
            Long.getLong("usher.test.model-first-seed", System.currentTimeMillis() % 1_000_000_000);
    private static final int RUNS = 6;

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesTheUsersOfTheFile(long seed) {
        var random = new Random(seed);
        var world = new MirrorWorld(imports, random);
        for (int run = 1; run <= RUNS; run++) {
            world.changeSomebody();
            var file = new MirrorFile(random, world, run);
            var asked = asked(random);
            boolean dryRun = random.nextInt(6) == 0;
            var expected = MirrorOracle.expect(world, file, asked, dryRun);

            var description = imports.into(world.connection()).mirror(asked);
            var job = (dryRun ? description.dryRun() : description).run(file.text());

            assertThat(job.reason())
                    .as("run %d: %s", run, asked)
                    .isEqualTo(expected.overGuard() ? Reason.MIRROR_GUARD : null);
            assertThat(job.warnings().containsKey("MIRROR_REFUSED UNKNOWN_RECORDS"))
                    .as("run %d refused", run)
                    .isEqualTo(expected.refused());
            assertThat(world.users()).as("run %d: %s", run, asked).isEqualTo(expected.users());
            assertThat(world.notes()).as("run %d: %s", run, asked).isEqualTo(expected.notes());
            assertThat(world.plan(job.jobId())).as("run %d: %s", run, asked).isEqualTo(expected.plan());
        }
    }

    private static Mirror asked(Random random) {
        return new Mirror(
                random.nextInt(3) == 0 ? Action.DELETE : Action.BLOCK,
                or(random, 4, (long) random.nextInt(8)),
                or(random, 2, BigDecimal.valueOf(random.nextInt(100))),
                or(random, 6, (long) random.nextInt(30)),
                or(random, 2, 1 + random.nextInt(3)),
                random.nextInt(4) == 0);
    }

    private static <T> @Nullable T or(Random random, int oneOf, T value) {
        return random.nextInt(oneOf) == 0 ? value : null;
    }
}
