package dev.usher.app.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.cli.remote.RemoteException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DownloadTest {

    private static final String FILE = "0123456789";

    private final FakeServer server = new FakeServer();
    private final Transport transport = new Transport(server.address(), duration -> {});
    private final UsherApi api = new UsherApi(transport, Tokens.given("token"));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Download download = new Download(api, duration -> {}, out, bytes -> {});

    @BeforeEach
    void offer() {
        server.on("GET /api/v2/jobs/job_0000000000000001", FakeServer.json(200, job(sha256(FILE))));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void showsNobodyTheTokenButTheApi() throws IOException {
        server.on("GET /file?Signature=x", FakeServer.json(200, FILE));

        download.fetch("job_0000000000000001");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(FILE);
        assertThat(server.asked("GET /file?Signature=x").get(0).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws IOException {
        server.on(
                "GET /file?Signature=x",
                FakeServer.cutOff(200, 10, "0123"),
                FakeServer.cutOff(206, 6, "45"),
                FakeServer.json(206, "6789"));

        download.fetch("job_0000000000000001");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(FILE);
        assertThat(server.asked("GET /file?Signature=x"))
                .extracting(asked -> asked.headers().get("Range"))
                .containsExactly(null, "bytes=4-", "bytes=6-");
    }

    @Test
    void skipsWhatItHasIfTheServerKnowsNoRanges() throws IOException {
        server.on("GET /file?Signature=x", FakeServer.cutOff(200, 10, "0123"), FakeServer.json(200, FILE));

        download.fetch("job_0000000000000001");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(FILE);
    }

    @Test
    void givesUpIfNothingComesAnyMore() {
        server.on("GET /file?Signature=x", FakeServer.cutOff(200, 10, ""));

        assertThatThrownBy(() -> download.fetch("job_0000000000000001"))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
    }

    /** Each answer is a whole one, and none holds anything. */
    @Test
    @Timeout(10)
    void givesUpIfAnswersAreEmpty() {
        server.on("GET /file?Signature=x", FakeServer.json(206, ""));

        assertThatThrownBy(() -> download.fetch("job_0000000000000001"))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SERVER_FAILED))
                .hasMessageContaining("sends nothing");
    }

    @Test
    void noticesThatSomethingElseCame() {
        server.on("GET /file?Signature=x", FakeServer.json(200, "0123456780"));

        assertThatThrownBy(() -> download.fetch("job_0000000000000001"))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
    }

    @Test
    void saysThatThereIsNoFile() {
        server.on("GET /api/v2/jobs/job_0000000000000001", FakeServer.json(200, """
                {"id": "job_0000000000000001", "type": "users_export", "status": "processing", "created_at": "2026-03-01T10:00:00Z"}
                """));

        assertThatThrownBy(() -> download.fetch("job_0000000000000001"))
                .hasMessageContaining("no file of job_0000000000000001, which is processing");
    }

    private String job(String sha256) {
        return """
                {"id": "job_0000000000000001", "type": "users_export", "status": "completed", "created_at": "2026-03-01T10:00:00Z",
                 "location": "%s/file?Signature=x", "size_bytes": 10, "sha256": "%s", "summary": {"total": 3}}
                """.formatted(server.address().base(), sha256);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
