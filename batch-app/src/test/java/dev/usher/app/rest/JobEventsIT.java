package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The jobs belong to no server, so they do what the test says. */
@Timeout(60)
class JobEventsIT {

    private static final String JOB = "job_eventseventseve1";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void insertJob() {
        server.jdbc()
                .sql(
                        "INSERT INTO jobs (id, type, status, attempts, request, started_at)"
                                + " VALUES (:job, 'users_import', 'processing', 1, '{\"input\": {\"name\": \"users.json\"}}', now())")
                .param("job", JOB)
                .update();
    }

    @AfterEach
    void deleteJob() {
        server.jdbc().sql("DELETE FROM jobs WHERE id = :job").param("job", JOB).update();
    }

    @Test
    void tellsHowAJobIsUntilItHasEnded() throws IOException, InterruptedException {
        try (var events = listen("")) {
            assertThat(next(events)).containsExactly("id:processing-1-0", "event:job");
            end("failed");

            assertThat(next(events)).containsExactly("id:failed-1-100", "event:job");
            assertThat(events.lines())
                    .allMatch(line -> line.isEmpty() || line.startsWith("data:") || line.startsWith(":"));
        }
    }

    @Test
    void whoComesBackIsToldNothingTwice() throws IOException, InterruptedException {
        try (var events = listen("processing-1-0")) {
            end("stopped");

            assertThat(next(events)).containsExactly("id:stopped-1-100", "event:job");
        }
    }

    @Test
    void endsWithAJobThatIsDeleted() throws IOException, InterruptedException {
        try (var events = listen("")) {
            assertThat(next(events)).isNotEmpty();
            deleteJob();

            assertThat(events.lines())
                    .allMatch(line -> line.isEmpty() || line.startsWith("data:") || line.startsWith(":"));
        }
    }

    @Test
    void refusesAJobThatDoesNotExistInJson() {
        var answer =
                server.send(server.request("/api/v2/jobs/job_0000000000000000/events", server.token(Scope.READ_JOBS))
                        .header("Accept", "text/event-stream"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"errorCode\":\"inexistent_job\"");
    }

    private static void end(String status) {
        server.jdbc()
                .sql("UPDATE jobs SET status = :status, finished_at = now() WHERE id = :job")
                .param("status", status)
                .param("job", JOB)
                .update();
    }

    private BufferedReader listen(String lastEventId) throws IOException, InterruptedException {
        HttpRequest request = server.request("/api/v2/jobs/" + JOB + "/events", server.token(Scope.READ_JOBS))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", lastEventId)
                .build();
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The lines of the next event without its data. */
    private static List<String> next(BufferedReader events) throws IOException {
        var lines = new ArrayList<String>();
        for (var line = events.readLine();
                line != null && (!line.isEmpty() || lines.isEmpty());
                line = events.readLine()) {
            if (!line.isEmpty() && !line.startsWith("data:") && !line.startsWith(":")) {
                lines.add(line);
            }
        }
        return lines;
    }
}
