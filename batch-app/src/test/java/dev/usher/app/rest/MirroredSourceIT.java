package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.assertInvalidBody;
import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.storage.FolderFiles;
import dev.usher.jobs.testkit.TestFolder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Imports that mirror a file of a store: a source that has nothing is never a file that has nobody. */
class MirroredSourceIT {

    private static final String BLOCK = "{\"action\": \"block\", \"override_guards\": true}";
    private static final TestFolder FOLDER = TestFolder.create();

    @RegisterExtension
    static final ServerHarness server = new ServerHarness(
            "usher.stores.hr.type=folder", "usher.stores.hr.path=" + FOLDER.path(), "usher.stores.hr.stable-for=0s");

    private final Calls calls = new Calls(server);
    private final String connectionId = calls.connectionId();
    private final FolderFiles files = new FolderFiles(FOLDER.path());

    @BeforeEach
    void mirrorAnn() {
        server.jdbc().sql("DELETE FROM users").update();
        files.put("staff.ndjson", "{\"email\":\"ann@example.com\",\"given_name\":\"" + System.nanoTime() + "\"}\n");
        assertThat(calls.toItsEnd(submitted("\"pattern\": \"staff.ndjson\"", BLOCK))
                        .path("status")
                        .stringValue())
                .isEqualTo("completed");
        calls.post("/api/v2/users", """
                {"connection": "Username-Password-Authentication", "email": "ben@example.com",
                 "password": "correct horse battery"}""");
    }

    @AfterAll
    static void removeFolder() {
        FOLDER.close();
    }

    @Test
    void anUnchangedFileBlocksNobody() {
        var job = calls.toItsEnd(submitted("\"pattern\": \"staff.ndjson\"", BLOCK));

        assertThat(job.path("status").stringValue()).isEqualTo("completed");
        assertThat(job.has("mirror")).isFalse();
        assertThat(blocked()).isZero();
    }

    @Test
    void anUnchangedFileIsImportedAgainAsLongAsUsersHaveGrace() {
        var patient = "{\"action\": \"block\", \"override_guards\": true, \"grace_runs\": 2}";
        files.put("staff.ndjson", "{\"email\":\"ann@example.com\",\"given_name\":\"Ann\"}\n");

        var first = calls.toItsEnd(submitted("\"pattern\": \"staff.ndjson\"", patient));
        var second = calls.toItsEnd(submitted("\"pattern\": \"staff.ndjson\"", patient));
        var third = calls.toItsEnd(submitted("\"pattern\": \"staff.ndjson\"", patient));

        assertThat(first.path("mirror").path("waiting").intValue()).isEqualTo(1);
        assertThat(second.path("mirror").path("blocked").intValue()).isEqualTo(1);
        assertThat(third.path("status_code").stringValue()).isEqualTo("UNCHANGED");
    }

    @Test
    void aFileThatWasImportedWithoutAMirrorIsImportedAgainWithOne() {
        var deleting = "{\"action\": \"delete\", \"override_guards\": true}";

        var job = calls.toItsEnd(submitted("\"pattern\": \"staff.ndjson\"", deleting));

        assertThat(job.path("mirror").path("deleted").intValue()).isEqualTo(1);
    }

    @Test
    void theSameFileBlocksWhoIsMissingIfItIsToBeImportedAgain() {
        var job = calls.toItsEnd(submitted("\"pattern\": \"staff.ndjson\", \"if_unchanged\": \"import\"", BLOCK));

        assertThat(job.path("mirror").path("blocked").intValue()).isEqualTo(1);
        assertThat(blocked()).isEqualTo(1);
    }

    @Test
    void aFileThatIsMissingBlocksNobody() {
        var failed = calls.toItsEnd(submitted("\"pattern\": \"gone.ndjson\"", BLOCK));
        var skipped = calls.toItsEnd(submitted("\"pattern\": \"gone.ndjson\", \"if_missing\": \"skip\"", BLOCK));

        assertThat(failed.path("status").stringValue()).isEqualTo("failed");
        assertThat(skipped.path("status").stringValue()).isEqualTo("completed");
        assertThat(blocked()).isZero();
    }

    @Test
    void notAllFilesAreTaken() {
        assertInvalidBody(
                post("\"pattern\": \"*.ndjson\", \"take\": \"all\"", BLOCK),
                "Payload validation error: 'A mirror takes the newest file: who is missing from an older one is not gone'"
                        + " on property mirror");
    }

    private String submitted(String source, String mirror) {
        var answer = post(source, mirror);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode job = json(answer);
        return job.path("id").stringValue();
    }

    private HttpResponse<String> post(String source, String mirror) {
        var form = new MultipartForm()
                .text("connection_id", connectionId)
                .text("upsert", "true")
                .text("source", "{\"store\": \"hr\", " + source + "}")
                .text("mirror", mirror);
        return calls.post(
                "/api/v2/jobs/users-imports", MultipartForm.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete()));
    }

    private static long blocked() {
        return server.jdbc()
                .sql("SELECT count(*) FROM users WHERE blocked")
                .query(Long.class)
                .single();
    }
}
