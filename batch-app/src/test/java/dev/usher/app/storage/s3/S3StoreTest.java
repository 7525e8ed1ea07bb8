package dev.usher.app.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.storage.ExternalStoreContract;
import dev.usher.app.storage.http.FileServer;
import dev.usher.app.storage.setting.S3Settings;
import dev.usher.jobs.external.ExternalStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class S3StoreTest extends ExternalStoreContract {

    private static final String PREFIX = "hr/";
    private static final String SECRET = "not to be seen anywhere";

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
    void keepsItsSecretToItself() {
        assertThatThrownBy(() -> refused().find("users.csv")).satisfies(failure -> {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain(SECRET);
            }
        });
    }
}
