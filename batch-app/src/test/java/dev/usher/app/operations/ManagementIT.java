package dev.usher.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementIT {

    private static final int PORT = freePort();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("management.server.port=" + PORT);

    @ParameterizedTest
    @ValueSource(strings = {"/health/liveness", "/health/readiness", "/health"})
    void saysThatItIsWell(String path) {
        var answer = ask(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"");
    }

    @Test
    void countsJobsRowsAndLeases() {
        server.jdbc()
                .sql(
                        "INSERT INTO jobs (id, type, status, request, finished_at, total, inserted, updated, unchanged, failed)"
                                + " VALUES ('job_0000000000000001', 'users_import', 'completed', '{}', now(), 10, 4, 5, 2, 1)")
                .update();

        server.jdbc()
                .sql("INSERT INTO notices (kind, job_id, event, body, state, ended_at)"
                        + " VALUES ('mail', 'job_0000000000000001', 'job.completed', '{}', 'delivered', now())")
                .update();

        server.jdbc()
                .sql("INSERT INTO import_mirrors (job_id, action, outcome, reason)"
                        + " SELECT id, 'block', 'refused', 'NEWER_RUN' FROM jobs WHERE type = 'users_import'")
                .update();

        // What another test has asked for is not counted anew at once.
        Eventually.await(() -> ask("/metrics").body().contains("usher_rows{outcome=\"inserted\"} 4.0"));
        var metrics = ask("/metrics").body();

        assertThat(metrics.lines())
                .contains(
                        "usher_jobs{status=\"completed\",type=\"users_import\"} 1.0",
                        "usher_jobs{status=\"failed\",type=\"users_export\"} 0.0",
                        "usher_rows{outcome=\"inserted\"} 4.0",
                        "usher_rows{outcome=\"updated\"} 3.0",
                        "usher_rows{outcome=\"unchanged\"} 2.0",
                        "usher_rows{outcome=\"failed\"} 1.0",
                        "usher_mirrors{outcome=\"refused\"} 1.0",
                        "usher_mirrors{outcome=\"applied\"} 0.0",
                        "usher_nodes 1.0",
                        "usher_notices{kind=\"mail\",state=\"delivered\"} 1.0",
                        "usher_notices{kind=\"webhook\",state=\"given_up\"} 0.0",
                        "usher_lease_age_seconds 0.0")
                .anyMatch(line -> line.startsWith("usher_job_last_success_age_seconds{type=\"users_import\"} "))
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"))
                .anyMatch(line -> line.startsWith("hikaricp_connections_active"));
    }

    @Test
    void countsWhatBecameOfSchedulesThatAreNotPaused() {
        server.jdbc()
                .sql(
                        "INSERT INTO schedules (id, name, cron, zone, type, request, misfire, allow_overlap, paused, declared, created_at)"
                                + " SELECT 'sch_000000000000000' || i, 'nightly-' || i, '0 0 2 * * ?', 'UTC', 'users_export', '{}',"
                                + " 'run_once', false, i = 3, false, now() - interval '5000 seconds'"
                                + " FROM generate_series(1, 3) AS i")
                .update();
        server.jdbc()
                .sql(
                        "INSERT INTO schedule_runs (schedule_id, fire_time, kind, outcome, job_status, job_finished_at)"
                                + " VALUES ('sch_0000000000000001', '2026-05-02T02:00:00Z', 'scheduled', 'missed', NULL, NULL),"
                                + " ('sch_0000000000000001', '2026-05-03T02:00:00Z', 'scheduled', 'refused', NULL, NULL),"
                                + " ('sch_0000000000000001', '2026-05-04T02:00:00Z', 'scheduled', 'refused', NULL, NULL),"
                                + " ('sch_0000000000000001', '2026-05-05T02:00:00Z', 'scheduled', 'skipped_overlap', NULL, NULL),"
                                + " ('sch_0000000000000002', '2026-05-05T02:00:00Z', 'scheduled', 'submitted', 'completed', now())")
                .update();

        Eventually.await(() -> ask("/metrics").body().contains("usher_schedule_missed{schedule=\"nightly-1\"} 1.0"));

        assertThat(ask("/metrics").body())
                .contains(
                        "usher_schedule_refused{schedule=\"nightly-1\"} 2.0",
                        "usher_schedule_skipped{schedule=\"nightly-1\"} 1.0",
                        "usher_schedule_missed{schedule=\"nightly-2\"} 0.0")
                .as("none has completed since it was made")
                .containsPattern("usher_schedule_last_success_age_seconds\\{schedule=\"nightly-1\"} 50\\d\\d\\.")
                .containsPattern("usher_schedule_last_success_age_seconds\\{schedule=\"nightly-2\"} \\d\\d?\\.")
                .as("it is paused")
                .doesNotContain("nightly-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/env", "/configprops", "/heapdump", "/beans", "/shutdown", "/loggers"})
    void hasNothingThatTellsSecrets(String path) {
        assertThat(ask(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/metrics", "/prometheus", "/actuator"})
    void isNotOnThePortOfTheApi(String path) {
        assertThat(server.send(HttpRequest.newBuilder(server.uri(path))).statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> ask(String path) {
        // The management server starts with the other.
        server.jdbc();
        return server.send(HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + path)));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
