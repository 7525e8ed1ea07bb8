package dev.usher.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RestartIT {

    private static final String ELSEWHERE = """
            INSERT INTO nodes (node_id, machine, pid, heartbeat_at)
            VALUES ('node_elsewhere', 'another machine', 4711, clock_timestamp() - interval '15 s')
            """;

    @RegisterExtension
    static final ApplicationHarness application =
            new ApplicationHarness("usher.launch.lease=60s", "usher.launch.heartbeat=20s");

    private final JobLaunchService launch = application.bean(JobLaunchService.class);

    @Test
    void refusesAJobWhoseLeftoversWereRemoved() {
        var job = application.insertJob("failed", application.request(Path.of("/users.ndjson")));
        application.jdbc().sql("UPDATE jobs SET leftovers_removed = true").update();

        assertThatThrownBy(() -> launch.restartHere(job))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.JOB_STATE_CONFLICT))
                .hasMessageContaining("can't be restarted any more")
                .hasMessageContaining("Begin a new one.");
    }

    /** One sign of life may be the last one before a crash; two are not. */
    @Test
    void refusesAJobWhoseOwnerOnAnotherMachineBeats() {
        var job = application.insertJob("processing", application.request(Path.of("/users.ndjson")));
        application.jdbc().sql(ELSEWHERE).update();
        application
                .jdbc()
                .sql("INSERT INTO job_leases (job_id, node_id, token) VALUES (:job, 'node_elsewhere', 1)")
                .param("job", job)
                .update();

        assertThat(launch.restartHere(job))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(46)));
        assertThat(launch.restartHere(job)).as("nothing new was heard of it").isPresent();
        application
                .jdbc()
                .sql("UPDATE nodes SET heartbeat_at = clock_timestamp() WHERE node_id = 'node_elsewhere'")
                .update();

        assertThatThrownBy(() -> launch.restartHere(job))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.JOB_OWNED_ELSEWHERE))
                .hasMessageContaining("process 4711 of another machine")
                .hasMessageContaining("usher jobs stop " + job);
    }
}
