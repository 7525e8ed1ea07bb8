package dev.usher.app.fault;

import static dev.usher.app.fault.FaultRun.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.fault.FaultProxy.Fault;
import dev.usher.app.fault.FaultProxy.Phase;
import dev.usher.app.fault.FaultProxy.Then;
import dev.usher.app.fault.FaultProxy.When;
import dev.usher.app.fault.ImportShape.Format;
import dev.usher.app.fault.UsherProcess.Result;
import dev.usher.jobs.testkit.PostgresExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may stop and who may take over a job, and what is kept for the restart. */
@Execution(ExecutionMode.CONCURRENT)
class StopIT {

    private static final int ROWS = 6_000;
    private static final ImportShape PLAIN = new ImportShape(Format.NDJSON, false, false, false, ROWS);
    private static final ImportShape UPSERT = new ImportShape(Format.CSV, true, true, true, ROWS);
    private static final ImportShape MIRROR = new ImportShape(Format.NDJSON, false, true, false, true, ROWS);

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    static Path folder;

    private static long seed;

    @BeforeAll
    static void prepare() {
        postgres.migratedDatabase();
        seed = FaultPoints.seed();
        System.out.printf("stop: -Dusher.fault.seed=%d%n", seed);
    }

    static Stream<Arguments> signals() {
        return FaultPoints.some(
                2,
                Arguments.of("TERM", Phase.STAGE),
                Arguments.of("INT", Phase.SCAN),
                Arguments.of("INT", Phase.MERGE));
    }

    @ParameterizedTest
    @MethodSource("signals")
    void aSignalStopsTheJobBetweenTwoChunks(String signal, Phase phase) {
        try (var run = run("stop" + FaultPoints.nameOf(phase), phase == Phase.MERGE ? UPSERT : PLAIN);
                var process = run.startImport()) {
            int nth = 1 + new SplittableRandom(seed).nextInt(phase == Phase.SCAN ? 2 : 6);
            run.arm(fault(phase, nth, () -> process.signal(signal)));
            var result = process.await();

            assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isEqualTo(130);
            assertThat(result.err())
                    .contains("usher jobs restart " + run.world().job());
            assertThat(run.world().status()).isEqualTo("stopped");
            // A scan makes it in its last commit, which may be the one.
            assertThat(phase == Phase.SCAN || run.world().hasStagingTable()).isTrue();

            run.assertRestartCompletes();
            assertThat(run.world().jobColumn("attempts")).isEqualTo("2");
            System.out.printf("stop: SIG%s at %s commit %d: ok%n", signal, phase, nth);
        }
    }

    @Test
    void refusesAChangedInputAndThenTakesTheOldOne() throws IOException {
        try (var run = run("changed", PLAIN)) {
            killAt(run, Phase.STAGE, 3);
            var saved = Files.copy(run.file(), run.folder().resolve("saved"));
            Files.writeString(run.file(), "\n", StandardOpenOption.APPEND);

            var refused = run.restart();
            assertThat(refused.exitCode()).isEqualTo(5);
            assertThat(refused.out() + refused.err()).contains("changed");
            assertThat(run.world().status()).isEqualTo("failed");
            assertThat(run.world().jobColumn("status_code")).isEqualTo("CHANGED_INPUT");
            assertThat(run.world().hasStagingTable()).isTrue();

            Files.copy(saved, run.file(), StandardCopyOption.REPLACE_EXISTING);
            run.assertRestartCompletes();
        }
    }

    @Test
    void refusesToRestartWhatALiveProcessRuns() throws InterruptedException {
        try (var run = run("alive", UPSERT);
                var process = run.startImport()) {
            var goOn = new CountDownLatch(1);
            run.arm(fault(Phase.MERGE, 2, () -> awaitLatch(goOn)));
            eventually(() -> run.proxy().struckIn() != null);

            var refused = run.restart();
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err())
                    .contains(
                            "is being processed by process " + process.pid(),
                            "usher jobs stop " + run.world().job());

            goOn.countDown();
            var result = process.await();
            assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isEqualTo(3);
            run.world().assertAsUndisturbed();
        }
    }

    @Test
    void saysThatNobodyRunsTheJobOfADeadProcess() {
        try (var run = run("orphan", PLAIN)) {
            killAt(run, Phase.STAGE, 2);

            try (var show = run.start("jobs", "show", run.world().job());
                    var stop = run.start("jobs", "stop", run.world().job())) {
                assertThat(show.await().out())
                        .contains(
                                "processing, but its process is gone",
                                "usher jobs restart " + run.world().job());
                assertThat(stop.await().err())
                        .contains("Nobody runs " + run.world().job());
            }
            run.assertRestartCompletes();
        }
    }

    @Test
    void ofTwoRestartsOneRunsAndAThirdHasNothingToDo() {
        try (var run = run("race", PLAIN)) {
            killAt(run, Phase.STAGE, 2);
            try (var one = run.startRestart();
                    var other = run.startRestart()) {
                var results = List.of(one.await(), other.await());

                assertThat(results.stream().map(Result::exitCode).sorted())
                        .as("%s", results)
                        .containsExactly(1, 3);
                run.world().assertAsUndisturbed();
                assertThat(run.world().jobColumn("attempts")).isEqualTo("2");
            }
            var refused = run.restart();
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("is completed; there is nothing to restart");
            run.world().assertAsUndisturbed();
        }
    }

    static Stream<Phase> frozenPhases() {
        return FaultPoints.some(2, Phase.STAGE, Phase.GATE, Phase.MERGE, Phase.MIRROR);
    }

    /**
     * In the midst of a transaction, so that the frozen process holds locks as well. No other test runs meanwhile: what is
     * compared are all traces in the database.
     */
    @ParameterizedTest
    @ResourceLock(value = Resources.GLOBAL, mode = ResourceAccessMode.READ_WRITE)
    @MethodSource("frozenPhases")
    void aFrozenOwnerWritesNothingAfterItsJobWasTakenOver(Phase phase) {
        try (var run = run(
                        "frozen" + FaultPoints.nameOf(phase),
                        phase == Phase.STAGE ? PLAIN : phase == Phase.MERGE ? UPSERT : MIRROR);
                var frozen = run.startImport()) {
            run.arm(new Fault(phase, 2, When.BEFORE_CHUNK_COMMIT, Then.PASS_ON, () -> frozen.signal("STOP")));
            eventually(() -> run.proxy().struckIn() != null);

            run.assertRestartCompletes();
            var before = run.world().traces();
            frozen.signal("CONT");
            var result = frozen.await();

            assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isEqualTo(1);
            assertThat(result.err()).contains("was taken over by another process");
            assertThat(run.world().traces()).isEqualTo(before);
            run.world().assertAsUndisturbed();
            System.out.printf("stop: frozen in %s: ok%n", phase);
        }
    }

    /** The new owner is still at work when the old one wakes up, and must not notice. */
    @Test
    void aFrozenOwnerDoesNotDisturbTheNewOne() {
        try (var run = run("woken", UPSERT);
                var frozen = run.startImport()) {
            run.arm(new Fault(Phase.STAGE, 3, When.BEFORE_CHUNK_COMMIT, Then.PASS_ON, () -> frozen.signal("STOP")));
            eventually(() -> run.proxy().struckIn() != null);
            try (var owner = run.startRestart()) {
                var goOn = new CountDownLatch(1);
                run.arm(fault(Phase.MERGE, 2, () -> awaitLatch(goOn)));
                eventually(() -> run.proxy().struckIn() != null);
                frozen.signal("CONT");
                var result = frozen.await();
                goOn.countDown();

                assertThat(result.exitCode())
                        .as("%s%s", result.out(), result.err())
                        .isEqualTo(1);
                assertThat(result.err()).contains("was taken over by another process");
                var done = owner.await();
                assertThat(done.exitCode()).as("%s%s", done.out(), done.err()).isEqualTo(3);
            }
            run.world().assertAsUndisturbed();
        }
    }

    @Test
    void keepsTheCopiedInputUntilTheJobIsCompleted() {
        try (var run = run("stdin", PLAIN);
                var process = run.startImport("-", run.file())) {
            run.arm(fault(Phase.MERGE, 2, () -> process.signal("TERM")));
            assertThat(process.await().exitCode()).isEqualTo(130);
            var copy = Path.of(run.world()
                    .jdbc()
                    .sql("SELECT request -> 'input' ->> 'path' FROM jobs WHERE id = :job")
                    .param("job", run.world().job())
                    .query(String.class)
                    .single());
            assertThat(copy).hasSameBinaryContentAs(run.file()).isNotEqualTo(run.file());
            assertThat(run.world().hasStagingTable()).isTrue();

            run.assertRestartCompletes();
            assertThat(copy).doesNotExist();
            assertThat(storedFiles(copy)).allMatch(file -> file.startsWith("rejects-"));
        }
    }

    @Test
    void unpacksAgainWhatWasUnpackedAndIsGone() {
        try (var run = run("unpacked", UPSERT)) {
            killAt(run, Phase.STAGE, 3);
            var unpacked = Path.of(run.world()
                    .jdbc()
                    .sql("SELECT data_path FROM import_inputs WHERE job_id = :job")
                    .param("job", run.world().job())
                    .query(String.class)
                    .single());
            assertThat(unpacked.toFile().delete()).isTrue();

            run.assertRestartCompletes();
            assertThat(unpacked).doesNotExist();
        }
    }

    @Test
    void keepsTheRejectedRecordsOfAJobThatHadTooMany() throws IOException {
        try (var run = run("toomany", PLAIN);
                var process = run.start(
                        "import",
                        run.file().toString(),
                        "--connection",
                        run.world().connection(),
                        "--max-errors",
                        "5")) {
            assertThat(process.await().exitCode()).isEqualTo(7);
            assertThat(run.world().writes()).isZero();

            var rejected = String.format(
                    Locale.ROOT, "%,d", run.world().oracle().errors().size());
            var rejects = run.folder().resolve("rejects.ndjson");
            try (var list = run.start("jobs", "list");
                    var write = run.start("jobs", "rejects", run.world().job(), rejects.toString())) {
                assertThat(list.await().out()).containsPattern(run.world().job() + ".* 6,000 +" + rejected + "\n");
                assertThat(write.await().exitCode()).isZero();
            }
            assertThat(Files.readAllLines(rejects))
                    .hasSize(run.world().oracle().errors().size());
        }
    }

    private static FaultRun run(String name, ImportShape shape) {
        return FaultRun.prepare(postgres.migratedDatabase(), folder, name, shape, seed);
    }

    private static Fault fault(Phase phase, int nth, Runnable action) {
        return new Fault(phase, nth, When.AFTER_COMMIT, Then.PASS_ON, action);
    }

    private static void killAt(FaultRun run, Phase phase, int nth) {
        try (var process = run.startImport()) {
            run.arm(new Fault(phase, nth, When.AFTER_COMMIT, Then.CUT, process::kill));
            process.await();
            assertThat(run.proxy().struckIn()).isNotNull();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> storedFiles(Path copy) {
        try (Stream<Path> files = Files.list(copy.getParent())) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
