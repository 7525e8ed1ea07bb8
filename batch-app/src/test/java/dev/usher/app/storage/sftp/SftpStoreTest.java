package dev.usher.app.storage.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.storage.ExternalStoreContract;
import dev.usher.app.storage.FolderFiles;
import dev.usher.app.storage.setting.SftpSettings;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.FilePattern;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class SftpStoreTest extends ExternalStoreContract {

    private static final String OTHER_KEY = "SHA256:" + "A".repeat(43);

    @TempDir
    Path root;

    private final List<ExternalStore> opened = new ArrayList<>();
    private SftpServer server;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectory(root.resolve("inbox"));
        server = new SftpServer(root);
    }

    @AfterEach
    void stop() {
        opened.forEach(ExternalStore::close);
        server.close();
    }

    @Override
    protected ExternalStore store() {
        return store(server.port(), SftpServer.PASSWORD, server.fingerprint(), "/inbox");
    }

    private ExternalStore store(int port, String password, String hostKey, String path) {
        var store = new SftpStore(
                "partner",
                new SftpSettings(
                        "127.0.0.1",
                        port,
                        SftpServer.USER,
                        password,
                        "",
                        "",
                        "",
                        "",
                        List.of(hostKey),
                        path,
                        "done",
                        "failed",
                        Duration.ZERO,
                        "",
                        DataSize.ofMegabytes(1),
                        Duration.ofMinutes(1)));
        opened.add(store);
        return store;
    }

    @Override
    protected ExternalStore unreachable() {
        return store(freePort(), SftpServer.PASSWORD, server.fingerprint(), "/inbox");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected ExternalStore refused() {
        return store(server.port(), "wrong", server.fingerprint(), "/inbox");
    }

    private FolderFiles files() {
        return new FolderFiles(root.resolve("inbox"));
    }

    @Override
    protected void put(String name, String content) {
        files().put(name, content);
    }

    @Override
    protected void remove(String name) {
        files().remove(name);
    }

    @Override
    protected List<String> everything() {
        return files().names();
    }

    @Override
    protected String content(String name) {
        return files().content(name);
    }

    @Test
    void talksToNoServerWithAnotherKey() {
        var store = store(server.port(), SftpServer.PASSWORD, OTHER_KEY, "/inbox");

        assertFails(Reason.REFUSED, () -> store.find("users.csv"));
    }

    @Test
    void takesAFolderThatIsGoneForNoEmptyOne() {
        var store = store(server.port(), SftpServer.PASSWORD, server.fingerprint(), "/nowhere");

        assertFails(Reason.UNREACHABLE, () -> store.find("users.csv"));
        assertFails(Reason.UNREACHABLE, () -> store.list(new FilePattern("*")));
    }

    @Test
    void followsNoLink() throws IOException {
        var secret = Files.writeString(root.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("inbox/users.csv"), secret);

        assertThat(store().find("users.csv")).isEmpty();
    }
}
