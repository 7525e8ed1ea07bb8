package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restarts that leave the job to the servers. */
class ServerRestartIT {

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    private final JobLaunchService launch = application.bean(JobLaunchService.class);

    @ParameterizedTest
    @ValueSource(strings = {"failed", "stopped"})
    void letsTheJobWaitForAServerAgain(String status) {
        var job = ofServers(status);
        execute("UPDATE jobs SET finished_at = now(), status_code = 'X', status_details = 'x' WHERE id = :job", job);

        launch.restart(job);

        assertThat(application
                        .jdbc()
                        .sql("SELECT concat_ws('|', status, status_code, status_details, finished_at) FROM jobs"
                                + " WHERE id = :job")
                        .param("job", job)
                        .query(String.class)
                        .single())
                .isEqualTo("pending");
    }

    @Test
    void ofTwoRestartsAtOnceOneSucceeds() throws Exception {
        var job = ofServers("failed");
        Callable<Boolean> restart = () -> {
            try {
                launch.restart(job);
                return true;
            } catch (ProblemException e) {
                assertThat(e.type()).isEqualTo(ProblemType.JOB_STATE_CONFLICT);
                return false;
            }
        };
        var pool = Executors.newFixedThreadPool(8);

        var results = pool.invokeAll(Stream.generate(() -> restart).limit(8).toList());
        pool.shutdown();

        int succeeded = 0;
        for (var result : results) {
            succeeded += result.get() ? 1 : 0;
        }
        assertThat(succeeded).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "pending"})
    void refusesJobsThatHaveNothingToRestart(String status) {
        var job = ofServers(status);

        assertThatThrownBy(() -> launch.restart(job)).satisfies(conflict("is " + status));
        assertThatThrownBy(() -> launch.restartHere(job)).satisfies(conflict("is " + status));
    }

    @Test
    void refusesAJobThatIsBeingProcessed() {
        var job = ofServers("processing");
        leaseOfAnother(job, "1 second");

        assertThatThrownBy(() -> launch.restart(job)).satisfies(conflict("is being processed"));
    }

    @Test
    void takesAJobWhoseOwnerIsGone() {
        var job = ofServers("processing");
        leaseOfAnother(job, "1 hour");
        execute("UPDATE jobs SET takeovers = 3, takeover_mark = 'x' WHERE id = :job", job);

        launch.restart(job);

        assertThat(application
                        .jdbc()
                        .sql("SELECT takeovers FROM jobs WHERE id = :job")
                        .param("job", job)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void refusesAJobWhoseLeftoversWereRemoved() {
        var job = ofServers("failed");
        execute("UPDATE jobs SET leftovers_removed = true WHERE id = :job", job);

        assertThatThrownBy(() -> launch.restart(job)).satisfies(conflict("can't be restarted any more"));
    }

    @Test
    void knowsNoOtherJobs() {
        assertThatThrownBy(() -> launch.restart("job_nothere")).isInstanceOf(ProblemException.class);
    }

    private static Consumer<Throwable> conflict(String text) {
        return e -> {
            assertThat(e).hasMessageContaining(text);
            assertThat(((ProblemException) e).type()).isEqualTo(ProblemType.JOB_STATE_CONFLICT);
        };
    }

    private static String ofServers(String status) {
        var job = application.insertJob(status, application.request(Path.of("/users.ndjson")));
        execute("UPDATE jobs SET store = 'some store' WHERE id = :job", job);
        return job;
    }

    private static void leaseOfAnother(String job, String silent) {
        for (var sql : List.of(
                "DELETE FROM nodes WHERE :job IS NOT NULL",
                "INSERT INTO nodes (node_id, machine, pid, heartbeat_at) SELECT 'node_other', 'another machine', 1,"
                        + " clock_timestamp() - interval '" + silent + "' WHERE :job IS NOT NULL",
                "INSERT INTO job_leases (job_id, node_id, token) VALUES (:job, 'node_other', 1)")) {
            execute(sql, job);
        }
    }

    private static void execute(String sql, String job) {
        application.jdbc().sql(sql).param("job", job).update();
    }
}
