package dev.usher.app.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.storage.ExternalStoreContract;
import dev.usher.app.storage.http.FileServer;
import dev.usher.app.storage.setting.S3Settings;
import dev.usher.jobs.digest.Sha256;
import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.FilePattern;
import dev.usher.jobs.external.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class S3StoreTest extends ExternalStoreContract {

    private static final String PREFIX = "hr/";
    private static final String SECRET = "not to be seen anywhere";

    @TempDir
    Path large;

    private final S3Bucket bucket = new S3Bucket();

    /** For what {@link S3Mock} can't do. */
    private final FileServer fake = new FileServer();

    private final List<ExternalStore> opened = new ArrayList<>();

    @AfterEach
    void stop() {
        opened.forEach(ExternalStore::close);
        fake.close();
        bucket.close();
    }

    @Override
    protected ExternalStore store() {
        return store(bucket.endpoint());
    }

    private ExternalStore store(String endpoint) {
        var settings = new S3Settings(
                bucket.name(),
                PREFIX,
                endpoint,
                "eu-central-1",
                true,
                "key-id",
                SECRET,
                "",
                "done",
                "failed",
                DataSize.ofMegabytes(1),
                Duration.ofMinutes(1));
        var store = new S3Store("lake", settings);
        opened.add(store);
        return store;
    }

    @Override
    protected ExternalStore unreachable() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return store("http://127.0.0.1:" + socket.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected ExternalStore refused() {
        // S3Mock lets everybody in.
        fake.handle("/" + bucket.name(), exchange -> exchange.sendResponseHeaders(403, -1));
        return store(endpoint(fake));
    }

    private static String endpoint(FileServer server) {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    protected int moreFilesThanAPageHolds() {
        return 1_001;
    }

    @Override
    protected void put(String name, String content) {
        bucket.put(PREFIX + name, content);
    }

    @Override
    protected void remove(String name) {
        bucket.remove(PREFIX + name);
    }

    @Override
    protected List<String> everything() {
        return bucket.keys().stream().map(key -> key.substring(PREFIX.length())).toList();
    }

    @Override
    protected String content(String name) {
        return bucket.content(PREFIX + name);
    }

    @Override
    protected int unfinished() {
        return bucket.unfinished();
    }

    /** S3Mock forgets the object as well when an upload of its name is aborted; so this looks at what is asked for. */
    @Test
    @Override
    protected void leavesAFileAloneWhoseReplacementIsGivenUp() {
        var requests = new ConcurrentLinkedQueue<String>();
        fake.handle("/" + bucket.name() + "/hr/users.csv", exchange -> {
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getQuery());
            var answer = "<InitiateMultipartUploadResult><UploadId>7</UploadId></InitiateMultipartUploadResult>";
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
        });

        store(endpoint(fake)).begin("users.csv", "label").close();

        assertThat(requests).containsExactly("POST uploads", "DELETE uploadId=7");
    }

    @Test
    void takesNoMarkerOfAFolderForAFile() {
        bucket.put(PREFIX, "");
        put("users.csv", "email\n");

        assertThat(store().list(new FilePattern("*")))
                .extracting(ExternalFile::name)
                .containsExactly("users.csv");
    }

    /** An object of several parts has another ETag once it was copied. */
    @Test
    void movesAFileOnWhoseCopyHasAnotherVersion() {
        put("failed/job_1-users.csv", "email\n");
        var file = new ExternalFile("users.csv", 6, Instant.EPOCH, "\"of the parts-2\"");
        var out = new ByteArrayOutputStream();

        store().fetchMoved(file, "job_1", Place.FAILED, out);
        assertThat(store().settle(file, "job_1", Place.FAILED, Place.DONE)).isTrue();

        assertThat(everything()).containsExactly("done/job_1-users.csv");
        assertThat(out.toString(UTF_8)).isEqualTo("email\n");
    }

    @Test
    void removesNoFileThatCameWhileAnotherWasCopied() {
        var requests = new ConcurrentLinkedQueue<String>();
        fake.handle("/" + bucket.name() + "/hr/", exchange -> {
            boolean copied = requests.contains("PUT");
            requests.add(exchange.getRequestMethod());
            exchange.getResponseHeaders().set("ETag", copied ? "\"2\"" : "\"1\"");
            exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", "0");
            }
            var answer = exchange.getRequestMethod().equals("PUT") ? "<CopyObjectResult></CopyObjectResult>" : "";
            exchange.sendResponseHeaders(200, answer.isEmpty() ? -1 : answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
        });
        var file = new ExternalFile("users.csv", 0, Instant.EPOCH, "\"1\"");

        assertThat(store(endpoint(fake)).settle(file, "job_1", Place.INBOX, Place.DONE))
                .isTrue();

        assertThat(requests).containsExactly("HEAD", "PUT", "HEAD");
    }

    /** At the very moment, after the last look. */
    @Test
    void removesAFileOfItsVersionOnly() {
        var conditions = new ConcurrentLinkedQueue<String>();
        fake.handle("/" + bucket.name() + "/hr/", exchange -> {
            boolean removal = exchange.getRequestMethod().equals("DELETE");
            if (removal) {
                conditions.add(String.valueOf(exchange.getRequestHeaders().getFirst("If-Match")));
            }
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", "0");
            }
            var answer = exchange.getRequestMethod().equals("PUT") ? "<CopyObjectResult></CopyObjectResult>" : "";
            exchange.sendResponseHeaders(removal ? 412 : 200, answer.isEmpty() ? -1 : answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
        });
        var file = new ExternalFile("users.csv", 0, Instant.EPOCH, "\"1\"");

        assertThat(store(endpoint(fake)).settle(file, "job_1", Place.INBOX, Place.DONE))
                .isTrue();

        assertThat(conditions).containsExactly("\"1\"");
    }

    @Test
    void bringsALargeFileInSeveralParts() throws IOException {
        var content = new byte[(64 << 20) + 12_345];
        new Random(1).nextBytes(content);
        var file = Files.write(large.resolve("large"), content);
        var seen = Sha256.start();

        try (var upload = store().begin("users.csv", "label")) {
            upload.write(file, () -> false);
            upload.publish(false);
        }
        store().fetch(
                        store().find("users.csv").orElseThrow(),
                        new DigestOutputStream(OutputStream.nullOutputStream(), seen));

        var expected = Sha256.start();
        expected.update(content);
        assertThat(Sha256.end(seen)).isEqualTo(Sha256.end(expected));
    }

    @Test
    void keepsItsSecretToItself() {
        assertThatThrownBy(() -> refused().find("users.csv")).satisfies(failure -> {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain(SECRET);
            }
        });
    }
}
