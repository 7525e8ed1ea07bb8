package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.fault.FaultProxy.Fault;
import dev.usher.app.fault.FaultProxy.Phase;
import dev.usher.app.fault.FaultProxy.Then;
import dev.usher.app.fault.FaultProxy.When;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL goes away in the middle of an import, on a cluster that syncs to disk: stopped at once ({@code pg_ctl -m
 * immediate}), its server process killed, or all sessions ended. It comes back after two seconds, and the job goes on by
 * itself.
 */
class DatabaseCrashIT {

    private enum Crash {
        IMMEDIATE_STOP,
        KILLED_SERVER,
        ENDED_SESSIONS
    }

    @TempDir
    static Path folder;

    @RegisterExtension
    static final MortalPostgres postgres = new MortalPostgres("crash");

    private static ScheduledExecutorService later;

    @BeforeAll
    static void start() {
        assertThat(postgres.jdbc().sql("SHOW fsync").query(String.class).single())
                .isEqualTo("on");
        later = Executors.newScheduledThreadPool(1);
    }

    @AfterAll
    static void stop() {
        later.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> goesOnByItself() {
        return FaultPoints.run("database crash", "usher.crash.points", 1, 1, this::crash);
    }

    private String crash(int index, long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var crash = Crash.values()[index % Crash.values().length];
        var phase = random.nextBoolean() ? Phase.STAGE : random.nextBoolean() ? Phase.RESOLVE : Phase.MERGE;
        var shape = ImportShape.next(random, 10_000);
        try (var run = FaultRun.prepare(postgres.database(), folder, "c" + index, shape, seed);
                var process = run.startImport()) {
            var fault = new Fault(
                    phase,
                    1 + random.nextInt(12),
                    random.nextBoolean() ? When.BEFORE_COMMIT : When.AFTER_COMMIT,
                    Then.PASS_ON,
                    () -> strike(crash));
            run.arm(fault);
            var result = process.await();

            assertThat(run.proxy().struckIn()).as("phase of %s", fault).isNotNull();
            assertThat(result.exitCode())
                    .as("exit code: %s%s", result.out(), result.err())
                    .isEqualTo(3);
            run.world().assertAsUndisturbed();
            return shape + ", " + crash + " at " + fault + " in " + run.proxy().struckIn();
        }
    }

    private static void strike(Crash crash) {
        switch (crash) {
            case IMMEDIATE_STOP -> stopServer("QUIT");
            case KILLED_SERVER -> stopServer("KILL");
            case ENDED_SESSIONS ->
                postgres.jdbc()
                        .sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
                        .query(Long.class)
                        .single();
        }
    }

    /** {@code pg_ctl -m immediate stop} is SIGQUIT to the server. */
    private static void stopServer(String signal) {
        postgres.signal(signal);
        var unused = later.schedule(postgres::ensureRunning, 2, TimeUnit.SECONDS);
    }
}
