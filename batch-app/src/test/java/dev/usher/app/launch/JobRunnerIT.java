package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.app.RunnerHarness;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.batch.RunningJobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Servers as they run jobs by themselves, and as they end. */
class JobRunnerIT {

    private static final Submission PLAIN = new Submission(Optional.empty(), Optional.empty(), false, Optional.empty());

    private static final Node OTHER = new Node("node_other", "another machine", 1, Optional.empty());

    private static final String OTHER_BEATS = """
            INSERT INTO nodes (node_id, machine, pid, heartbeat_at)
            VALUES ('node_other', 'another machine', 1, now() + interval '1 hour')
            """;

    @RegisterExtension
    static final RunnerHarness servers =
            new RunnerHarness("usher.import.merge-rows=10", "usher.launch.lease=5s", "usher.launch.heartbeat=500ms");

    @Test
    void twoServersRunFiftyJobsEachOnce() {
        var one = servers.start();
        var other = servers.start();
        var jobs = IntStream.range(0, 50)
                .mapToObj(i -> submit(i % 2 == 0 ? one : other, "u" + i + "-", 4))
                .toList();

        jobs.forEach(job -> awaitStatus(job, "completed"));

        assertThat(count("SELECT count(*) FROM jobs WHERE attempts = 1 AND inserted = 4 AND failed = 0"))
                .isEqualTo(50);
        assertThat(count("SELECT count(*) FROM users")).isEqualTo(200);
        assertThat(count("SELECT count(DISTINCT node_id) FROM job_leases"))
                .as("nodes that had jobs")
                .isEqualTo(2);
        assertThat(count("SELECT count(*) FROM batch_job_execution")).isEqualTo(50);
    }

    @Test
    void whatAServerThatEndsHadBegunAnotherOneCompletes() throws Exception {
        var first = servers.start();
        var job = closeInTheMidst(first, () -> submit(first, "drained", 2_000));

        assertThat(column(job, "status")).isEqualTo("pending");
        assertThat(column(job, "finished_at")).isNull();
        assertThat(count("SELECT count(*) FROM nodes")).as("it has signed off").isZero();
        long merged = count("SELECT count(*) FROM users");
        assertThat(merged).as("chunks that were under way").isBetween(1L, 200L);

        servers.start();
        awaitStatus(job, "completed");
        assertThat(column(job, "concat_ws('/', total, inserted, failed, attempts)"))
                .isEqualTo("2000/2000/0/2");
        assertThat(column(job, "takeovers")).as("nobody was lost").isEqualTo("0");
    }

    @Test
    void aJobThatAnOperatorStopsStaysStoppedWhenTheServerEnds() throws Exception {
        var server = servers.start();
        var launch = server.getBean(JobLaunchService.class);
        var job = closeInTheMidst(server, () -> submit(server, "stopped", 2_000), launch::stop);

        assertThat(column(job, "status")).isEqualTo("stopped");
    }

    @Test
    void aJobThatIsCompleteWhenTheServerEndsIsCompleted() throws Exception {
        var server = servers.start();
        String job;
        CompletableFuture<Void> closed;
        try (var gate = Gate.atCompletion(servers)) {
            job = submit(server, "last", 3);
            gate.awaitSomebody();
            closed = closing(server);
        }
        closed.join();

        assertThat(column(job, "status")).isEqualTo("completed");
    }

    @Test
    void aServerThatLostAJobGoesOnWithOthers() throws Exception {
        var server = servers.start("usher.launch.concurrent-jobs=1");
        String lost;
        try (var gate = Gate.atUsers(servers)) {
            lost = submit(server, "lost", 2_000);
            gate.awaitSomebody();
            servers.jdbc().sql(OTHER_BEATS).update();
            var owner = server.getBean(JobOwners.class).find(lost).orElseThrow();
            assertThat(server.getBean(JobQueue.class).takeOver(lost, owner, OTHER))
                    .isPresent();
        }

        var next = submit(server, "next", 3);
        awaitStatus(next, "completed");
        assertThat(column(lost, "status")).isEqualTo("processing");
        assertThat(count("SELECT count(*) FROM users WHERE email LIKE 'lost%'")).isZero();
    }

    @Test
    void aServerGoesOnWithAJobOfACommandLineWhoseFileItCanRead() {
        var server = servers.start();
        var job = servers.insertOfACommandLine(server, "failed", servers.users(server, "cli", 5));

        server.getBean(JobLaunchService.class).restart(job);

        awaitStatus(job, "completed");
        assertThat(column(job, "inserted")).isEqualTo("5");
    }

    @Test
    void aJobOfACommandLineIsNotLeftToOtherServers() throws Exception {
        var server = servers.start();
        var job = closeInTheMidst(server, () -> {
            var id = servers.insertOfACommandLine(server, "failed", servers.users(server, "cli", 2_000));
            server.getBean(JobLaunchService.class).restart(id);
            return id;
        });

        assertThat(column(job, "status")).isEqualTo("stopped");
    }

    /** It would be processed by nobody: a job of a command line is not for other servers. */
    @Test
    void aServerThatEndsBeginsNoJobOfACommandLine() {
        var server = servers.start();
        var job = servers.insertOfACommandLine(server, "failed", servers.users(server, "late", 5));
        server.getBean(JobRunner.class).stop();

        assertThatThrownBy(() -> server.getBean(JobLaunchService.class).restart(job))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.JOB_STATE_CONFLICT))
                .hasMessageContaining("about to end");
        assertThat(column(job, "status")).isEqualTo("failed");
        assertThat(column(submit(server, "later", 5), "status"))
                .as("whoever runs it")
                .isEqualTo("pending");
    }

    @Test
    void refusesAJobOfACommandLineWhoseFileIsElsewhere() {
        var server = servers.start();
        var job = servers.insertOfACommandLine(
                server, "failed", RunnerHarness.request(server, Path.of("/elsewhere/u.ndjson")));

        assertThatThrownBy(() -> server.getBean(JobLaunchService.class).restart(job))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.JOB_STATE_CONFLICT))
                .hasMessageContaining("usher jobs restart " + job);
        assertThat(column(job, "status")).isEqualTo("failed");
    }

    /** Closes a server that is at the first chunk of a merge, and returns when it is closed. */
    private static String closeInTheMidst(ConfigurableApplicationContext server, Supplier<String> beginning)
            throws Exception {
        return closeInTheMidst(server, beginning, job -> {});
    }

    private static String closeInTheMidst(
            ConfigurableApplicationContext server, Supplier<String> beginning, Consumer<String> before)
            throws Exception {
        String job;
        CompletableFuture<Void> closed;
        try (var gate = Gate.atUsers(servers)) {
            job = beginning.get();
            gate.awaitSomebody();
            before.accept(job);
            closed = closing(server);
        }
        closed.join();
        return job;
    }

    /** Closes it, and returns once its jobs know it. */
    private static CompletableFuture<Void> closing(ConfigurableApplicationContext server) {
        var jobs = server.getBean(RunningJobs.class);
        var closed = CompletableFuture.runAsync(server::close);
        await().until(() -> server.isClosed() && jobs.all().stream().allMatch(RunningJob::stopRequested));
        return closed;
    }

    private static String submit(ConfigurableApplicationContext server, String name, int users) {
        return server.getBean(JobLaunchService.class)
                .submit(new JobRequest.OfImport(servers.users(server, name, users)), PLAIN)
                .jobId();
    }

    private static void awaitStatus(String job, String status) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> status.equals(column(job, "status")));
    }

    private static @Nullable String column(String job, String column) {
        return servers.jdbc()
                .sql("SELECT CAST(" + column + " AS text) FROM jobs WHERE id = :job")
                .param("job", job)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    private static long count(String sql) {
        return servers.jdbc().sql(sql).query(Long.class).single();
    }
}
