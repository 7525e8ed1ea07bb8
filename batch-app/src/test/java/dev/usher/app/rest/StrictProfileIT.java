package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.assertRefused;
import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.launch.Housekeeping;
import dev.usher.app.launch.SubmissionProperties;
import dev.usher.app.operations.RetentionProperties;
import dev.usher.app.rest.download.DownloadProperties;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server as {@code usher serve --strict} starts it. */
class StrictProfileIT {

    private static final String PATH = "/api/v2/jobs/users-imports";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("spring.profiles.active=strict");

    private final Calls calls = new Calls(server);
    private final Connections connections = server.bean(Connections.class);

    @Test
    void takesHalfAMegabyteAtMost() {
        var form = MultipartForm.of(databaseId(), "x".repeat(512_000));

        assertRefused(
                post(form),
                413,
                "Request Entity Too Large",
                "Payload content length greater than maximum allowed: 512000",
                null);
    }

    @Test
    void importsIntoDatabasesOnly() {
        var sms = connections.create("phones", Strategy.of("sms"), ConnectionOptions.DEFAULTS);

        assertRefused(
                post(MultipartForm.of(sms.id(), "[]")),
                400,
                "Bad Request",
                "Connection must be a database connection",
                "operation_not_supported");
    }

    @Test
    void importsJsonArraysOnly() {
        var lines = "{\"email\": \"a@example.com\"}\n{\"email\": \"b@example.com\"}\n";
        var id = json(post(MultipartForm.of(databaseId(), lines).text("format", "ndjson")))
                .path("id")
                .stringValue();

        var job = calls.toItsEnd(id);

        assertThat(job.path("status").stringValue()).isEqualTo("failed");
        assertThat(json(calls.get("/api/v2/jobs/" + id + "/errors"))
                        .path("status_details")
                        .stringValue())
                .isNotEmpty();
    }

    @Test
    void limitsWhatIsActiveAndHowLongItLasts() {
        assertThat(server.bean(SubmissionProperties.class).maxActiveImports()).isEqualTo(2);
        assertThat(server.bean(DownloadProperties.class).linkLifetime()).isEqualTo(Duration.ofSeconds(60));
        assertThat(server.bean(RetentionProperties.class).jobs()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void forgetsAJobAfterADay() {
        var id = json(post(MultipartForm.of(databaseId(), "[{\"email\": \"c\"}]")))
                .path("id")
                .stringValue();
        calls.toItsEnd(id);
        assertThat(calls.get("/api/v2/jobs/" + id + "/errors").statusCode()).isEqualTo(200);

        server.jdbc()
                .sql("UPDATE jobs SET finished_at = now() - interval '25 hours' WHERE id = :id")
                .param("id", id)
                .update();
        server.bean(Housekeeping.class).tidyUp();

        for (var path : new String[] {"", "/errors"}) {
            assertRefused(
                    calls.get("/api/v2/jobs/" + id + path),
                    404,
                    "Not Found",
                    "The job does not exist",
                    "inexistent_job");
        }
    }

    private String databaseId() {
        return calls.connectionId();
    }

    private HttpResponse<String> post(MultipartForm form) {
        return calls.post(PATH, MultipartForm.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete()));
    }
}
