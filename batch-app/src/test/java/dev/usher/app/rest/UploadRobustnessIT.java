package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import dev.usher.jobs.file.FileStoreProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that end before their end. */
class UploadRobustnessIT {

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("server.tomcat.connection-timeout=1s");

    private final String connectionId = new Calls(server).connectionId();

    private final long before = storedFiles();

    @AfterEach
    void nothingIsLeft() {
        awaitFiles(count -> count == before);
        assertThat(server.jdbc()
                        .sql("SELECT count(*) FROM jobs")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUploadThatIsCutOffLeavesNothing(boolean reset) throws Exception {
        try (var socket = beginUpload()) {
            awaitFiles(count -> count > before);
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }
    }

    @Test
    void anUploadThatStandsStillIsCutOff() throws Exception {
        try (var socket = beginUpload()) {
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer.lines().findFirst().orElse("")).matches("|HTTP/1.1 408 ");
        }
    }

    /** Half of an upload. */
    private Socket beginUpload() throws IOException {
        var form = new MultipartForm()
                .text("connection_id", connectionId)
                .users("[" + "{\"email\": \"ann@example.com\"},".repeat(10_000))
                .beginning();
        var socket = new Socket("localhost", server.uri("").getPort());
        var out = socket.getOutputStream();
        out.write(("POST /api/v2/jobs/users-imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + server.tokenWithAllScopes() + "\r\nContent-Type: " + MultipartForm.CONTENT_TYPE
                        + "\r\nContent-Length: 1000000\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.write(form);
        out.flush();
        return socket;
    }

    private static void awaitFiles(LongPredicate asExpected) {
        Eventually.await(() -> asExpected.test(storedFiles()));
    }

    private static long storedFiles() {
        try (var files = Files.walk(server.bean(FileStoreProperties.class).folder())) {
            return files.filter(Files::isRegularFile).count();
        } catch (UncheckedIOException e) {
            // One of them was removed meanwhile.
            return storedFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
