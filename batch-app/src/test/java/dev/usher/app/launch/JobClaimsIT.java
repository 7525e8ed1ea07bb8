package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ApplicationHarness;
import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.batch.RunningJobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which jobs a server takes, and which it leaves alone. */
class JobClaimsIT {

    private static final int MAX_TAKEOVERS = 3;

    private static final String BEAT_OF_ANOTHER = """
            INSERT INTO nodes (node_id, machine, pid, heartbeat_at)
            VALUES ('node_other', 'another machine', 1, clock_timestamp() - CAST(:silent AS interval))
            """;

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    private final RunningJobs runningJobs = application.bean(RunningJobs.class);
    private final Heartbeat heartbeat = application.bean(Heartbeat.class);
    private final JobLaunchService launch = application.bean(JobLaunchService.class);
    private final JobClaims claims = claims("store_a");

    @BeforeEach
    void empty() {
        runningJobs.all().forEach(job -> runningJobs.remove(job.id()));
        application.jdbc().sql("TRUNCATE jobs, nodes CASCADE").update();
        heartbeat.start();
    }

    @Test
    void takesJobsInTheOrderInWhichTheyWereSubmitted() {
        var young = pending("store_a", "1 minute");
        var old = pending("store_a", "2 minutes");

        assertThat(claims.next()).map(RunningJob::id).contains(old);
        assertThat(claims.next()).map(RunningJob::id).contains(young);
        assertThat(claims.next()).isEmpty();
        assertThat(column(old, "concat_ws('|', status, attempts, started_at IS NOT NULL)"))
                .isEqualTo("processing|1|t");
    }

    @Test
    void leavesJobsWhoseFilesItCannotSee() {
        pending("store_b", "1 minute");

        assertThat(claims.next()).isEmpty();
        assertThat(claims("store_b").next()).isPresent();
    }

    @Test
    void leavesJobsOfCommandLines() {
        var lost = application.insertJob("processing", application.request(Path.of("/users.ndjson")));
        application.insertJob("failed", application.request(Path.of("/users.ndjson")));
        execute("INSERT INTO job_leases (job_id, node_id, token) VALUES (:job, 'node_gone', 1)", lost);

        assertThat(claims.next()).isEmpty();
    }

    @Test
    void takesOverFromANodeThatIsSilentForLongerThanItsLease() {
        var job = ofAnother("store_a", "31 seconds");

        var taken = claims.next().orElseThrow();

        assertThat(taken.id()).isEqualTo(job);
        assertThat(taken.lease().token()).isGreaterThan(1);
        assertThat(column(job, "concat_ws('|', status, attempts, takeovers)")).isEqualTo("processing|1|1");
    }

    @Test
    void leavesTheJobsOfANodeThatIsSilentForLess() {
        ofAnother("store_a", "29 seconds");

        assertThat(claims.next()).isEmpty();
    }

    @Test
    void leavesTheLostJobsOfOtherStores() {
        ofAnother("store_b", "1 hour");

        assertThat(claims.next()).isEmpty();
    }

    /** Its owner was frozen, lost it to another node and got it back before it noticed. */
    @Test
    void leavesAJobThatItBelievesToWorkOn() {
        var job = pending("store_a", "1 minute");
        runningJobs.add(job, 1);
        assertThat(claims.next()).isEmpty();

        runningJobs.remove(job);
        assertThat(claims.next()).isPresent();
    }

    @Test
    void goesOnWithItsOwnJobWhoseEndItCouldNotNote() {
        var job = pending("store_a", "1 minute");
        claims.next();
        assertThat(claims.next()).as("it works on it").isEmpty();

        runningJobs.remove(job);

        assertThat(claims.next()).map(RunningJob::id).contains(job);
    }

    @Test
    void stopsALostJobThatIsToStop() {
        var job = ofAnother("store_a", "1 hour");
        execute("UPDATE jobs SET stop_requested = true WHERE id = :job", job);

        assertThat(claims.next()).isEmpty();
        assertThat(column(job, "status")).isEqualTo("stopped");
    }

    @Test
    void failsAJobThatGetsLostAgainAndAgainAtTheSamePoint() {
        var job = pending("store_a", "1 minute");
        var other = pending("store_a", "1 second");
        for (int lost = 0; lost <= MAX_TAKEOVERS; lost++) {
            assertThat(claims.next()).map(RunningJob::id).contains(job);
            runningJobs.remove(job);
        }

        assertThat(claims.next())
                .map(RunningJob::id)
                .as("others are not affected")
                .contains(other);
        assertThat(column(job, "concat_ws('|', status, status_code)")).isEqualTo("failed|POISONED");
        assertThat(column(job, "status_details")).contains("lost 4 times", "can be restarted");
    }

    @Test
    void aChunkThatWasCommittedInBetweenCountsForAJob() {
        var job = pending("store_a", "1 minute");
        for (int lost = 0; lost < 3 * MAX_TAKEOVERS; lost++) {
            assertThat(claims.next()).map(RunningJob::id).contains(job);
            runningJobs.remove(job);
            if (lost % MAX_TAKEOVERS == 0) {
                execute(
                        "INSERT INTO import_key_ranges (job_id, range_number, group_number) VALUES (:job, " + lost
                                + ", 0)",
                        job);
            }
        }

        assertThat(column(job, "status")).isEqualTo("processing");
    }

    @Test
    void aRestartGivesAPoisonedJobItsChancesBack() {
        var job = pending("store_a", "1 minute");
        for (int lost = 0; lost <= MAX_TAKEOVERS + 1; lost++) {
            claims.next();
            runningJobs.remove(job);
        }
        assertThat(column(job, "status")).isEqualTo("failed");

        launch.restart(job);

        assertThat(column(job, "concat_ws('|', status, takeovers, status_code)"))
                .isEqualTo("pending|0");
        for (int lost = 0; lost <= MAX_TAKEOVERS; lost++) {
            assertThat(claims.next()).isPresent();
            runningJobs.remove(job);
        }
    }

    private JobClaims claims(String store) {
        return new JobClaims(
                application.bean(JobQueue.class),
                application.bean(JobOwners.class),
                application.bean(JobMark.class),
                runningJobs,
                heartbeat,
                new ServerStore(store),
                new LaunchProperties(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(5), 5),
                new RunnerProperties(2, MAX_TAKEOVERS));
    }

    private static String pending(String store, String age) {
        var submission = new Submission(Optional.empty(), Optional.empty(), false, Optional.empty());
        var job = application
                .bean(JobLaunchService.class)
                .submit(new JobRequest.OfImport(application.request(Path.of("/users.ndjson"))), submission)
                .jobId();
        execute(
                "UPDATE jobs SET store = '" + store + "', created_at = now() - interval '" + age + "' WHERE id = :job",
                job);
        return job;
    }

    private static String ofAnother(String store, String silent) {
        application.jdbc().sql(BEAT_OF_ANOTHER).param("silent", silent).update();
        var job = pending(store, "1 minute");
        execute("UPDATE jobs SET status = 'processing' WHERE id = :job", job);
        execute("INSERT INTO job_leases (job_id, node_id, token) VALUES (:job, 'node_other', 1)", job);
        return job;
    }

    private static void execute(String sql, String job) {
        application.jdbc().sql(sql).param("job", job).update();
    }

    private static String column(String job, String column) {
        return application
                .jdbc()
                .sql("SELECT CAST(" + column + " AS text) FROM jobs WHERE id = :job")
                .param("job", job)
                .query(String.class)
                .single();
    }
}
