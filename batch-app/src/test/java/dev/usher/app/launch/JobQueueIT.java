package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.problem.ProblemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobQueueIT {

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    private final JobQueue queue = application.bean(JobQueue.class);
    private final Node here = node("node_here");
    private final Node there = node("node_there");

    @Test
    void letsTheOwnerEndAJobAlthoughTheAnswerToItsRenewalWasLost() {
        var job = failedJob();
        long token = queue.takeOver(job, owner(job), here).orElseThrow();

        // It commits, and nobody learns the new token.
        assertThat(queue.renew(job, token, here)).isPresent();

        assertThat(queue.finish(job, here, Ending.STOPPED, Duration.ZERO)).isTrue();
        assertThat(owner(job).status()).isEqualTo("stopped");
    }

    @Test
    void letsTheOwnerRenewItsLeaseAgainAfterSuchALoss() {
        var job = failedJob();
        long token = queue.takeOver(job, owner(job), here).orElseThrow();
        queue.renew(job, token, here);

        assertThat(queue.renew(job, token, here)).isPresent();
    }

    @Test
    void letsNobodyEndOrRenewAJobThatWasTakenOver() {
        var job = failedJob();
        long token = queue.takeOver(job, owner(job), here).orElseThrow();
        queue.takeOver(job, owner(job), there);

        assertThat(queue.finish(job, here, Ending.STOPPED, Duration.ZERO)).isFalse();
        assertThat(queue.renew(job, token, here)).isEmpty();
        assertThat(owner(job).status()).isEqualTo("processing");
    }

    @Test
    void givesAJobWithExternalFilesToServersOfAnyStore() {
        var job = pendingJob("elsewhere", true);

        assertThat(queue.claim("here", here, List.of()))
                .map(JobQueue.Claimed::jobId)
                .contains(job);
        assertThat(owner(job).store()).isEqualTo("here");

        assertThat(queue.takeOverLost(job, owner(job), there, "there", "mark")).isPresent();
        assertThat(owner(job).store()).isEqualTo("there");
        application
                .jdbc()
                .sql("DELETE FROM jobs WHERE id = :job")
                .param("job", job)
                .update();
    }

    @Test
    void leavesAJobWithLocalFilesToServersOfItsStore() {
        var job = pendingJob("elsewhere", false);

        assertThat(queue.claim("here", here, List.of())).isEmpty();
        assertThat(owner(job).store()).isEqualTo("elsewhere");
        application
                .jdbc()
                .sql("DELETE FROM jobs WHERE id = :job")
                .param("job", job)
                .update();
    }

    private static String pendingJob(String store, boolean anyServer) {
        var job = application.insertJob("pending", application.request(Path.of("/nowhere/users.ndjson")));
        application
                .jdbc()
                .sql("UPDATE jobs SET store = :store, any_server = :any WHERE id = :job")
                .param("store", store)
                .param("any", anyServer)
                .param("job", job)
                .update();
        return job;
    }

    @Test
    void doesNotTakeOverAJobWhoseLeftoversWereRemovedMeanwhile() {
        var job = failedJob();
        var seen = owner(job);
        application.jdbc().sql("UPDATE jobs SET leftovers_removed = true").update();

        assertThat(queue.takeOver(job, seen, here)).isEmpty();
        assertThat(owner(job).status()).isEqualTo("failed");
    }

    @Test
    void doesNotWaitForLongToTellAJobToStop() throws SQLException {
        var job = failedJob();
        queue.takeOver(job, owner(job), here);
        try (var other = application.bean(DataSource.class).getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT id FROM jobs FOR UPDATE");
            var launch = application.bean(JobLaunchService.class);

            // On a thread of its own: one that waits for a lock hears no interrupt.
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThatThrownBy(() -> launch.stop(job))
                            .isInstanceOf(ProblemException.class)
                            .hasMessageEndingWith("Try again."));

            other.rollback();
            other.setAutoCommit(true);
            launch.stop(job);
            assertThat(application
                            .jdbc()
                            .sql("SELECT stop_requested FROM jobs WHERE id = :job")
                            .param("job", job)
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }

    private static String failedJob() {
        return application.insertJob("failed", application.request(Path.of("/users.ndjson")));
    }

    private JobOwner owner(String job) {
        return application.bean(JobOwners.class).find(job).orElseThrow();
    }

    private static Node node(String id) {
        return new Node(id, "a machine", 1, Optional.of(Instant.EPOCH));
    }
}
