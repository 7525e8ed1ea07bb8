package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.assertJson;
import static dev.usher.app.rest.Calls.json;
import static dev.usher.app.rest.Calls.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What imports are taken over HTTP, and how that is answered; the refused ones are in {@link ImportRefusalIT}. */
class ImportContractIT {

    private static final String PATH = "/api/v2/jobs/users-imports";
    private static final String USERS = "[{\"email\": \"ann@example.com\"}]";
    private static final int LIMIT = 512_000;

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("usher.upload.max-size=512000B");

    private final Calls calls = new Calls(server);
    private final String connectionId = calls.connectionId();

    @Test
    void answersWithTheMembersThatWereRecorded() {
        var answer = post(MultipartForm.of(connectionId, USERS)
                .text("upsert", "false")
                .text("send_completion_email", "false")
                .text("external_id", ""));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertJson(answer);
        assertThat(answer.headers().map()).containsKeys("x-ratelimit-limit", "x-ratelimit-remaining");
        var job = json(answer);
        assertThat(members(job)).containsExactly("type", "status", "connection_id", "connection", "created_at", "id");
        assertThat(job.path("type").stringValue()).isEqualTo("users_import");
        assertThat(job.path("status").stringValue()).isEqualTo("pending");
        assertThat(job.path("connection_id").stringValue()).isEqualTo(connectionId);
        assertThat(job.path("connection").stringValue()).isEqualTo("Username-Password-Authentication");
        assertThat(job.path("created_at").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(job.path("id").stringValue()).matches("job_[A-Za-z0-9]{16}");
    }

    @Test
    void repeatsTheExternalId() {
        var answer = post(MultipartForm.of(connectionId, USERS).text("external_id", "night-1"));

        assertThat(json(answer).path("external_id").stringValue()).isEqualTo("night-1");
    }

    @Test
    void toleratesWhatItDoesNotKnow() {
        var answer = calls.post(
                PATH + "?test=value",
                MultipartForm.CONTENT_TYPE,
                body(MultipartForm.of(connectionId, USERS).text("color", "blue")));

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void takesThePartsInAnyOrder() {
        var form = new MultipartForm()
                .text("connection_id", connectionId)
                .text("upsert", "true")
                .users(USERS);

        assertThat(post(form).statusCode()).isEqualTo(202);
    }

    @Test
    void takesPartsThatSayHowLongTheyAre() {
        var form = new MultipartForm().withLengths().users(USERS).text("connection_id", connectionId);

        assertThat(post(form).statusCode()).isEqualTo(202);
    }

    @Test
    void takesAUsersPartThatIsNoFile() {
        var form = new MultipartForm().text("users", USERS).text("connection_id", connectionId);

        assertThat(post(form).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blob", "../../users.json", "/etc/passwd", "C:\\users.json", "юзеры 1.json", ""})
    void takesAnyFileNameAndNeverUsesIt(String name) {
        var answer = post(new MultipartForm().users(name, USERS).text("connection_id", connectionId));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(server.jdbc()
                        .sql("SELECT request -> 'input' ->> 'path' FROM jobs WHERE id = :id")
                        .param("id", json(answer).path("id").stringValue())
                        .query(String.class)
                        .single())
                .doesNotContain("users.json", "passwd", "..");
    }

    @Test
    void takesAFileThatIsNoJson() {
        assertThat(post(MultipartForm.of(connectionId, "{\"email\": tre}")).statusCode())
                .as("what is in the file is looked at by the job")
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "--\r\n", "a--", "----a-boundary"})
    void takesFilesThatLookLikeTheEndOfAPart(String content) {
        assertThat(post(MultipartForm.of(connectionId, content)).statusCode()).isEqualTo(202);
    }

    @Test
    void takesABodyOfJustTheLimit() {
        assertThat(post(ofSize(LIMIT)).statusCode()).isEqualTo(202);
        assertThat(postChunked(ofSize(LIMIT)).statusCode()).isEqualTo(202);
    }

    @Test
    void takesASubmissionThatIsSentAgainForTheSame() {
        var first = postWithKey(MultipartForm.of(connectionId, USERS));
        var again = postWithKey(
                new MultipartForm().text("connection_id", connectionId).users(USERS));

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        Calls.assertRefused(
                postWithKey(MultipartForm.of(connectionId, "[]")),
                422,
                "Unprocessable Entity",
                "The idempotency key was used before, for another request. Use a new key for a new request.",
                "idempotency_key_reused");
    }

    private HttpResponse<String> postWithKey(MultipartForm form) {
        return calls.send(calls.request(PATH)
                .header("Content-Type", MultipartForm.CONTENT_TYPE)
                .header("Idempotency-Key", "key-1")
                .POST(body(form)));
    }

    private MultipartForm ofSize(int size) {
        var empty = MultipartForm.of(connectionId, "").complete().length;
        return MultipartForm.of(connectionId, "x".repeat(size - empty));
    }

    private HttpResponse<String> post(MultipartForm form) {
        return calls.post(PATH, MultipartForm.CONTENT_TYPE, body(form));
    }

    private HttpResponse<String> postChunked(MultipartForm form) {
        return calls.post(PATH, MultipartForm.CONTENT_TYPE, BodyPublishers.ofByteArrays(List.of(form.complete())));
    }

    private static BodyPublisher body(MultipartForm form) {
        return BodyPublishers.ofByteArray(form.complete());
    }
}
