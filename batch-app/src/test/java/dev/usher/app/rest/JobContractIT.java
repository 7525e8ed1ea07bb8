package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.assertJson;
import static dev.usher.app.rest.Calls.assertRefused;
import static dev.usher.app.rest.Calls.json;
import static dev.usher.app.rest.Calls.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Scope;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Jobs as they are followed to their end. */
class JobContractIT {

    private static final String JOBS = "/api/v2/jobs/";
    private static final String UNKNOWN = "job_0000000000000000";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    private final Calls calls = new Calls(server);
    private final String connectionId = calls.connectionId();

    @Test
    void showsACompletedImportAsRecorded() {
        var job = calls.toItsEnd(imported("[{\"email\": \"ann@example.com\", \"email_verified\": true}]"));

        assertThat(members(job).subList(0, 7))
                .containsExactly("type", "status", "connection_id", "summary", "connection", "created_at", "id");
        assertThat(members(job)).doesNotContain("percentage_done", "time_left_seconds", "status_details", "location");
        assertThat(job.path("status").stringValue()).isEqualTo("completed");
        assertThat(job.path("summary").toString()).isEqualTo("{\"failed\":0,\"updated\":0,\"inserted\":1,\"total\":1}");
    }

    @Test
    void completesAnImportWhoseRowsAreWrong() {
        var user = "[{\"email\": \"twice@example.com\", \"email_verified\": true}]";
        calls.toItsEnd(imported(user));
        var id = imported(user);

        var job = calls.toItsEnd(id);

        assertThat(job.path("status").stringValue()).isEqualTo("completed");
        assertThat(job.path("summary").toString()).isEqualTo("{\"failed\":1,\"updated\":0,\"inserted\":0,\"total\":1}");
        var errors = calls.get(JOBS + id + "/errors");
        assertThat(errors.statusCode()).isEqualTo(200);
        assertJson(errors);
        assertThat(json(errors).size()).isEqualTo(1);
        var row = json(errors).get(0);
        assertThat(members(row)).containsExactly("user", "errors");
        assertThat(row.path("user").toString()).isEqualTo("{\"email\":\"twice@example.com\",\"email_verified\":true}");
        var error = row.path("errors").get(0);
        assertThat(error.path("code").stringValue()).isEqualTo("DUPLICATED_USER");
        assertThat(error.path("message").stringValue())
                .isEqualTo("The user already exist and upsert parameter is false");
    }

    @Test
    void failsAnImportOfWhatIsNoJson() {
        var id = imported("[{\"email\": \"a@example.com\"}");

        var job = calls.toItsEnd(id);

        assertThat(job.path("status").stringValue()).isEqualTo("failed");
        assertThat(job.path("status_details").stringValue()).isNotEmpty();
        var errors = calls.get(JOBS + id + "/errors");
        assertThat(errors.statusCode()).isEqualTo(200);
        assertJson(errors);
        var failed = json(errors);
        assertThat(failed.path("id").stringValue()).isEqualTo(id);
        assertThat(failed.path("type").stringValue()).isEqualTo("users_import");
        assertThat(failed.path("status").stringValue()).isEqualTo("failed");
        assertThat(failed.path("connection_id").stringValue()).isEqualTo(connectionId);
        assertThat(failed.path("connection").stringValue()).isEqualTo("Username-Password-Authentication");
        assertThat(failed.path("status_details").stringValue())
                .isEqualTo("Failed to parse users file JSON when importing users. Make sure it is valid JSON.");
    }

    @Test
    void rejectsARowThatIsNoJsonAndTakesItsNeighbours() {
        var id = imported("[{\"email\": \"b@example.com\", \"email_verified\": tre}, {\"email\": \"c@example.com\"}]");

        var job = calls.toItsEnd(id);

        assertThat(job.path("summary").toString()).isEqualTo("{\"failed\":1,\"updated\":0,\"inserted\":1,\"total\":2}");
        assertThat(json(calls.get(JOBS + id + "/errors")).at("/0/errors/0/code").stringValue())
                .isEqualTo("INVALID_JSON");
    }

    @Test
    void showsWhereACompletedExportCanBeFetched() {
        var id = json(calls.post(JOBS + "users-exports", "{\"format\": \"json\", \"limit\": 1}"))
                .path("id")
                .stringValue();

        var job = calls.toItsEnd(id);

        assertThat(job.path("status").stringValue()).isEqualTo("completed");
        assertThat(job.path("format").stringValue()).isEqualTo("json");
        assertThat(job.path("limit").intValue()).isEqualTo(1);
        assertThat(job.has("fields")).isFalse();
        assertThat(job.path("location").stringValue())
                .contains(".json.gz?Expires=")
                .contains("&Signature=");
        assertThat(calls.get(JOBS + id + "/errors").statusCode()).isEqualTo(204);
    }

    @Test
    void hasNothingToSayOfErrorsThatAreNotThere() {
        var id = imported("[{\"email\": \"fine@example.com\"}]");
        calls.toItsEnd(id);

        var errors = calls.get(JOBS + id + "/errors");

        assertThat(errors.statusCode()).isEqualTo(204);
        assertThat(errors.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/errors"})
    void knowsNoOtherJobs(String path) {
        assertRefused(calls.get(JOBS + UNKNOWN + path), 404, "Not Found", "The job does not exist", "inexistent_job");
    }

    @ParameterizedTest
    @ValueSource(strings = {"job_1", "job_00000000000000000", "x", "job_000000000000000%7C"})
    void refusesIdsThatAreNone(String id) {
        for (var path : new String[] {"", "/errors"}) {
            assertRefused(
                    calls.get(JOBS + id + path),
                    400,
                    "Bad Request",
                    "Path validation error: 'String does not match pattern ^job_[A-Za-z0-9]{16}$' on property id",
                    "invalid_uri");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Scope.class,
            names = {"CREATE_USERS", "READ_USERS"})
    void isForThoseWhoMayImportAndThoseWhoMayExport(Scope scope) {
        assertThat(server.get(JOBS + UNKNOWN, server.token(scope)).statusCode()).isEqualTo(404);
        assertThat(server.get(JOBS + UNKNOWN + "/errors", server.token(scope)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void takesRequestsThatSayTheirEmptyBodyIsJson() {
        assertThat(calls.send(calls.request(JOBS + UNKNOWN)
                                .header("Content-Type", "application/json")
                                .GET())
                        .statusCode())
                .isEqualTo(404);
    }

    private String imported(String users) {
        JsonNode job = json(calls.post(
                JOBS + "users-imports",
                MultipartForm.CONTENT_TYPE,
                BodyPublishers.ofByteArray(MultipartForm.of(connectionId, users).complete())));
        return job.path("id").stringValue();
    }
}
