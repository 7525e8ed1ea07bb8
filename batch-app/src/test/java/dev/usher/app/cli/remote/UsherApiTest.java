package dev.usher.app.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.cli.remote.RemoteException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsherApiTest {

    private static final String JOB = """
            {"id": "job_0000000000000001", "type": "users_import", "status": "pending",
             "created_at": "2026-03-01T10:00:00.000Z", "something_new": 1}
            """;

    private static final String JOB_LINE = "GET /api/v2/jobs/job_0000000000000001";

    @TempDir
    private Path folder;

    private final FakeServer server = new FakeServer();
    private final List<Duration> waits = new ArrayList<>();
    private final Kept kept = new Kept();
    private final Transport transport = new Transport(server.address(), waits::add);
    private final UsherApi api = new UsherApi(
            transport,
            new ClientTokens(
                    transport, new ClientSecret("robot", "s3cret"), kept, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"job_nope", "nope", "job_00000000000000012", "../connections", ""})
    void saysWhatAnIdLooksLike(String id) {
        assertThatThrownBy(() -> api.job(id))
                .hasMessage("There is no job " + id
                        + ". The id of a job is job_ and 16 letters or digits; 'usher jobs list' shows all.")
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.kind()).isEqualTo(Kind.JOB_NOT_FOUND));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void getsATokenOnceAndKeepsIt() {
        server.on(JOB_LINE, FakeServer.json(200, JOB));

        assertThat(api.job("job_0000000000000001").status()).isEqualTo("pending");
        api.job("job_0000000000000001");

        assertThat(server.asked("POST /oauth/token")).hasSize(1);
        assertThat(server.asked("POST /oauth/token").get(0).body())
                .isEqualTo(
                        "{\"grant_type\":\"client_credentials\",\"client_id\":\"robot\",\"client_secret\":\"s3cret\"}");
        assertThat(server.asked(JOB_LINE))
                .allSatisfy(asked -> assertThat(asked.headers()).containsEntry("Authorization", "Bearer token-1"));
        assertThat(kept.token).isEqualTo(new AccessToken("token-1", Instant.EPOCH.plusSeconds(86_400)));
    }

    @Test
    void usesAKeptTokenUntilShortlyBeforeItExpires() {
        server.on(JOB_LINE, FakeServer.json(200, JOB));

        kept.token = new AccessToken("kept", Instant.EPOCH.plusSeconds(61));
        api.job("job_0000000000000001");

        assertThat(server.asked("POST /oauth/token")).isEmpty();
        assertThat(server.asked(JOB_LINE).get(0).headers()).containsEntry("Authorization", "Bearer kept");
    }

    @Test
    void replacesAKeptTokenThatIsAboutToExpire() {
        server.on(JOB_LINE, FakeServer.json(200, JOB));

        kept.token = new AccessToken("kept", Instant.EPOCH.plusSeconds(60));
        api.job("job_0000000000000001");

        assertThat(server.asked(JOB_LINE).get(0).headers()).containsEntry("Authorization", "Bearer token-1");
    }

    @Test
    void getsAnotherTokenOnceIfTheServerTakesTheOldOneNoMore() {
        kept.token = new AccessToken("revoked", Instant.EPOCH.plusSeconds(600));
        server.on(JOB_LINE, FakeServer.json(401, "{\"message\": \"Invalid token\"}"), FakeServer.json(200, JOB));

        assertThat(api.job("job_0000000000000001").id()).isEqualTo("job_0000000000000001");
        assertThat(server.asked(JOB_LINE)).hasSize(2);
    }

    @Test
    void givesUpIfTheNewTokenIsRefusedToo() {
        server.on(JOB_LINE, FakeServer.json(401, "{\"message\": \"Invalid token\"}"));

        assertThatThrownBy(() -> api.job("job_0000000000000001"))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_SIGNED_IN))
                .hasMessageContaining("Invalid token")
                .hasMessageContaining("usher login");
    }

    @Test
    void saysThatTheSecretIsWrong() {
        server.on(
                "POST /oauth/token",
                FakeServer.json(401, "{\"error\": \"access_denied\", \"error_description\": \"Unauthorized\"}"));

        assertThatThrownBy(() -> api.job("job_0000000000000001"))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_SIGNED_IN))
                .hasMessageContaining("its id or secret is wrong")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_body, INVALID_REQUEST",
        "403, insufficient_scope, FORBIDDEN",
        "404, inexistent_job, JOB_NOT_FOUND",
        "404, '', NOT_FOUND",
        "409, operation_not_possible, CONFLICT",
        "413, '', TOO_LARGE",
        "429, too_many_requests, TOO_MANY_REQUESTS",
        "500, '', SERVER_FAILED"
    })
    void saysWhatTheServerSaid(int status, String errorCode, Kind kind) {
        server.on(
                JOB_LINE,
                FakeServer.json(status, "{\"message\": \"The reason\", \"errorCode\": \"" + errorCode + "\"}"));

        assertThatThrownBy(() -> api.job("job_0000000000000001"))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining("The reason")
                .hasMessageContaining(server.address().base());
        assertThat(waits).isEmpty();
    }

    @Test
    void comesBackWhenTheServerSaysSo() {
        server.on(JOB_LINE, retryAfter(429, "7"), FakeServer.json(200, JOB));

        assertThat(api.job("job_0000000000000001").id()).isEqualTo("job_0000000000000001");
        assertThat(waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void doesNotWaitForMinutes() {
        server.on(JOB_LINE, retryAfter(429, "600"));

        assertThatThrownBy(() -> api.job("job_0000000000000001")).isInstanceOf(RemoteException.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void asksAgainWhileTheServerIsBeingReplaced() {
        var busy = FakeServer.json(503, "<html>");
        server.on(JOB_LINE, busy, busy, FakeServer.json(200, JOB));

        assertThat(api.job("job_0000000000000001").id()).isEqualTo("job_0000000000000001");
        assertThat(waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void doesNotSayTwiceWhatMustBeSaidOnce() {
        server.on("POST /api/v2/jobs/job_0000000000000001/restart", FakeServer.json(503, "{}"));

        assertThatThrownBy(() -> api.restart("job_0000000000000001")).isInstanceOf(RemoteException.class);
        assertThat(server.asked("POST /api/v2/jobs/job_0000000000000001/restart"))
                .hasSize(1);
    }

    @Test
    void saysThatThereIsNoServer() {
        server.close();

        assertThatThrownBy(() -> api.job("job_0000000000000001"))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
                .hasMessageContaining("does the server run?");
    }

    @Test
    void uploadsAFileAgainUnderTheSameKey() throws IOException {
        var line = "POST /api/v2/jobs/users-imports";
        server.on(line, FakeServer.json(503, "{}"), FakeServer.json(202, JOB));
        var file = Files.writeString(folder.resolve("us\"ers.json"), "[{\"email\": \"ann@example.com\"}]");
        var progress = new ArrayList<Long>();

        var job = api.importUsers(Map.of("connection_id", "con_1"), UploadFile.of(file, progress::add), "key-1");

        assertThat(job.id()).isEqualTo("job_0000000000000001");
        assertThat(server.asked(line)).hasSize(2).allSatisfy(asked -> {
            assertThat(asked.headers()).containsEntry("Idempotency-key", "key-1");
            assertThat(asked.headers()).containsKey("Content-length");
            assertThat(asked.body())
                    .contains("name=\"connection_id\"\r\n\r\ncon_1\r\n")
                    .contains("name=\"users\"; filename=\"us%22ers.json\"\r\n")
                    .contains("\r\n\r\n[{\"email\": \"ann@example.com\"}]\r\n--");
        });
        assertThat(progress).endsWith(Files.size(file));
    }

    @Test
    void uploadsAStreamOnce() {
        var line = "POST /api/v2/jobs/users-imports";
        server.on(line, FakeServer.json(503, "{}"));
        InputStream stream = new ByteArrayInputStream("[]".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> api.importUsers(Map.of(), UploadFile.of("-", stream, bytes -> {}), "key-1"))
                .isInstanceOf(RemoteException.class);
        assertThat(server.asked(line)).hasSize(1);
    }

    @Test
    void readsRejectedRowsOneAtATime() {
        server.on(
                "GET /api/v2/jobs/job_0000000000000001/errors?include_positions=true&after=3&take=2",
                FakeServer.json(200, """
                [{"user": {"email": "x"}, "errors": [
                   {"code": "A", "message": "a", "path": "email", "record": 4, "line": 5, "column": 6, "byte_offset": 7},
                   {"code": "B", "message": "b", "record": 4, "line": 5, "column": 6, "byte_offset": 7}]},
                 {"user": {}, "errors": []}]
                """));

        try (var rows = api.errors("job_0000000000000001", 3, 2).orElseThrow()) {
            assertThat(rows.next())
                    .containsExactly(
                            new RowError(4, 5, 6, 7, "A", "email", "a"), new RowError(4, 5, 6, 7, "B", null, "b"));
            assertThat(rows.next()).isEmpty();
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void findsNoRowsInWhyAJobFailedAsAWhole() {
        server.on(
                "GET /api/v2/jobs/job_0000000000000001/errors?include_positions=true&after=0&take=9",
                FakeServer.json(200, "{\"status\": \"failed\"}"));
        server.on(
                "GET /api/v2/jobs/job_0000000000000002/errors?include_positions=true&after=0&take=9",
                FakeServer.json(204, ""));

        try (var rows = api.errors("job_0000000000000001", 0, 9).orElseThrow()) {
            assertThat(rows.next()).isNull();
        }
        assertThat(api.errors("job_0000000000000002", 0, 9)).isEmpty();
    }

    @Test
    void readsPageAfterPage() {
        server.on("GET /api/v2/jobs?take=2", FakeServer.json(200, "{\"jobs\": [" + JOB + "], \"next\": \"a b\"}"));
        server.on("GET /api/v2/jobs?take=1&from=a%20b", FakeServer.json(200, "{\"jobs\": [" + JOB + "]}"));

        assertThat(api.jobs(Optional.empty(), 2)).hasSize(2);
    }

    private static FakeServer.Answer retryAfter(int status, String seconds) {
        return exchange -> {
            exchange.getResponseHeaders().add("Retry-After", seconds);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    private static final class Kept implements TokenCache {

        @Nullable
        AccessToken token;

        @Override
        public Optional<AccessToken> find() {
            return Optional.ofNullable(token);
        }

        @Override
        public void keep(AccessToken fresh) {
            token = fresh;
        }
    }
}
