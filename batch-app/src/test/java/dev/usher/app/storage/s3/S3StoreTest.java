package dev.usher.app.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.storage.ExternalStoreContract;
import dev.usher.app.storage.setting.S3Settings;
import dev.usher.jobs.external.ExternalStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class S3StoreTest extends ExternalStoreContract {

    private static final String PREFIX = "hr/";
    private static final String SECRET = "not to be seen anywhere";

    private final S3Server server = new S3Server();
    private final List<ExternalStore> opened = new ArrayList<>();

    @AfterEach
    void stop() {
        opened.forEach(ExternalStore::close);
        server.close();
    }

    @Override
    protected ExternalStore store() {
        return store(server.endpoint(), S3Server.KEY_ID);
    }

    private ExternalStore store(String endpoint, String keyId) {
        var settings = new S3Settings(
                S3Server.BUCKET,
                PREFIX,
                endpoint,
                "eu-central-1",
                true,
                keyId,
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
            return store("http://127.0.0.1:" + socket.getLocalPort(), S3Server.KEY_ID);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected ExternalStore refused() {
        return store(server.endpoint(), "nobody");
    }

    @Override
    protected void put(String name, String content) {
        server.put(PREFIX + name, content);
    }

    @Override
    protected void remove(String name) {
        server.remove(PREFIX + name);
    }

    @Override
    protected List<String> everything() {
        return server.keys().stream().map(key -> key.substring(PREFIX.length())).toList();
    }

    @Override
    protected String content(String name) {
        return server.content(PREFIX + name);
    }

    @Override
    protected int unfinished() {
        return server.unfinished();
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
