package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.assertInvalidBody;
import static dev.usher.app.rest.Calls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports that are refused: with which words, and that nothing is left of them. */
class ImportRefusalIT {

    private static final String PATH = "/api/v2/jobs/users-imports";
    private static final String USERS = "[{\"email\": \"ann@example.com\"}]";
    private static final String INVALID = "Payload validation error: 'Invalid multipart payload format'.";
    private static final String MISMATCH =
            "Payload validation error: 'String does not match pattern ^con_[A-Za-z0-9]{16}$' on property connection_id";
    private static final int LIMIT = 512_000;

    @RegisterExtension
    static final ServerHarness server =
            new ServerHarness("usher.upload.max-size=512000B", "usher.launch.max-active-imports=2");

    private final Calls calls = new Calls(server);
    private final String connectionId = calls.connectionId();

    @AfterEach
    void nothingIsLeft() {
        var jobs = server.jdbc()
                .sql("SELECT id FROM jobs WHERE store <> 'elsewhere'")
                .query(String.class)
                .list();
        server.jdbc().sql("TRUNCATE jobs CASCADE").update();
        assertThat(jobs).isEmpty();
        var soon = server.bean(Clock.class).instant().plus(Duration.ofMinutes(1));
        assertThat(server.bean(FileStore.class).listStoredBefore(FileKind.INPUT, soon))
                .isEmpty();
    }

    @Test
    void wantsAFile() {
        assertInvalidBody(
                post(new MultipartForm().text("connection_id", connectionId)),
                "Must provide 'users' file as multipart part.");
    }

    @Test
    void wantsAFileThatIsNotEmpty() {
        assertInvalidBody(post(MultipartForm.of(connectionId, "")), "Users file must not be empty.");
    }

    @Test
    void wantsAConnection() {
        assertInvalidBody(post(new MultipartForm().users(USERS)), "Must provide 'connection_id' as multipart part.");
        assertInvalidBody(post(MultipartForm.of("", USERS)), "Must provide 'connection_id' as multipart part.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"acme", "con_1", "\"con_0000000000000000\"", "con_0000000000000000 ", "con_00000000000000000"})
    void wantsAConnectionsId(String id) {
        assertInvalidBody(post(MultipartForm.of(id, USERS)), MISMATCH);
    }

    @Test
    void wantsAConnectionThatExists() {
        assertRefused(
                post(MultipartForm.of("con_0000000000000000", USERS)),
                400,
                "Bad Request",
                "The connection does not exist.",
                "inexistent_connection");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            upsert                | yes     | Expected type boolean but found type string
            send_completion_email | 1       | Expected type boolean but found type string
            dry_run               | TRUE    | Expected type boolean but found type string
            metadata              | merge   | No enum match for: merge
            format                | xml     | No enum match for: xml
            csv_escape            | x       | No enum match for: x
            delimiter             | #       | No enum match for: #
            upsert_fields         | email_x | No enum match for: email_x
            map                   | [1]     | Expected an object of texts
            """)
    void wantsOptionsThatMakeSense(String part, String value, String what) {
        assertInvalidBody(
                post(MultipartForm.of(connectionId, USERS).text(part, value)),
                "Payload validation error: '" + what + "' on property " + part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=another",
                "application/json",
                "text/plain"
            })
    void wantsAFormWithItsBoundary(String contentType) {
        assertInvalidBody(
                calls.post(
                        PATH,
                        contentType,
                        BodyPublishers.ofByteArray(
                                MultipartForm.of(connectionId, USERS).complete())),
                INVALID);
    }

    @Test
    void wantsAFormThatIsThere() {
        assertInvalidBody(calls.post(PATH, MultipartForm.CONTENT_TYPE, BodyPublishers.noBody()), INVALID);
        assertInvalidBody(calls.send(calls.request(PATH).POST(BodyPublishers.noBody())), INVALID);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 150, 240})
    void wantsAWholeForm(int length) {
        var whole = MultipartForm.of(connectionId, USERS).complete();

        assertInvalidBody(
                calls.post(PATH, MultipartForm.CONTENT_TYPE, BodyPublishers.ofByteArray(whole, 0, length)), INVALID);
    }

    @Test
    void wantsOneFile() {
        assertInvalidBody(
                post(MultipartForm.of(connectionId, USERS).users(USERS)),
                "Payload validation error: 'There is more than one part users' on property users");
    }

    @Test
    void wantsAFormOfFiftyPartsAtMost() {
        var form = MultipartForm.of(connectionId, USERS);
        for (int part = 3; part <= 51; part++) {
            form.text("x" + part, "");
        }

        assertInvalidBody(post(form), "Payload validation error: 'Too many parts, maximum 50'.");
    }

    @Test
    void wantsTextsOfAReasonableLength() {
        assertInvalidBody(
                post(MultipartForm.of(connectionId, USERS).text("external_id", "x".repeat(70_000))),
                "Payload validation error: 'String is too long, maximum 65536' on property external_id");
    }

    @Test
    void wantsABodyWithinTheLimit() {
        var empty = MultipartForm.of(connectionId, "").complete().length;
        var body =
                MultipartForm.of(connectionId, "x".repeat(LIMIT + 100 - empty)).complete();

        for (var publisher : List.of(BodyPublishers.ofByteArray(body), BodyPublishers.ofByteArrays(List.of(body)))) {
            assertRefused(
                    calls.post(PATH, MultipartForm.CONTENT_TYPE, publisher),
                    413,
                    "Request Entity Too Large",
                    "Payload content length greater than maximum allowed: 512000",
                    null);
        }
    }

    @Test
    void takesNoThirdImportWhileTwoAreActive() {
        for (var status : List.of("pending", "processing")) {
            server.jdbc()
                    .sql("INSERT INTO jobs (id, type, status, connection_id, connection, request, store)"
                            + " VALUES (:id, 'users_import', :status, :connection, 'a', '{}', 'elsewhere')")
                    .param("id", String.format("job_%016d", status.length()))
                    .param("status", status)
                    .param("connection", connectionId)
                    .update();
        }

        assertRefused(
                post(MultipartForm.of(connectionId, USERS)),
                429,
                "Too Many Requests",
                "There are 2 active import users jobs, please wait until some of them are finished and try again",
                "too_many_requests");
    }

    private HttpResponse<String> post(MultipartForm form) {
        return calls.post(PATH, MultipartForm.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete()));
    }
}
