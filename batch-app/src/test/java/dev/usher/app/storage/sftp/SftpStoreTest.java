package dev.usher.app.storage.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.storage.ExternalStoreContract;
import dev.usher.app.storage.FolderFiles;
import dev.usher.app.storage.setting.SftpSettings;
import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.FilePattern;
import dev.usher.jobs.external.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
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
        var file = new ExternalFile("users.csv", 1, Instant.EPOCH, "1");
        assertFails(Reason.UNREACHABLE, () -> store.settle(file, "job_1", Place.INBOX, Place.DONE));
    }

    @Test
    void putsBackAFileThatCameWhileAnotherWasMoved() {
        put("users.csv", "first");
        var file = store().find("users.csv").orElseThrow();
        var renames = new AtomicInteger();
        onServer(new SftpEventListener() {
            @Override
            public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options) {
                if (renames.getAndIncrement() == 0) {
                    put("users.csv", "second!");
                }
            }
        });

        assertThat(store().settle(file, "job_1", Place.INBOX, Place.DONE)).isFalse();

        assertThat(everything()).containsExactly("users.csv");
        assertThat(content("users.csv")).isEqualTo("second!");
    }

    @Test
    void bringsAFileOnceMoreWhoseConnectionBroke() throws IOException {
        var content = Files.writeString(root.resolve("content"), "x".repeat(1_000_000));
        var writes = new AtomicInteger();
        onServer(new SftpEventListener() {
            @Override
            public void writing(
                    ServerSession session, String handle, FileHandle file, long at, byte[] data, int from, int length)
                    throws IOException {
                if (writes.incrementAndGet() == 3) {
                    session.close(true);
                    throw new IOException("The connection breaks.");
                }
            }
        });

        assertFails(
                Reason.UNREACHABLE, () -> store().begin("users.csv", "label").write(content, () -> false));
        assertThat(everything()).as("what is left of the first try").isNotEmpty();
        try (var upload = store().begin("users.csv", "label")) {
            upload.write(content, () -> false);
            upload.publish(false);
        }

        assertThat(everything()).containsExactly("users.csv");
        assertThat(content("users.csv")).hasSize(1_000_000);
    }

    @Test
    void movesNothingThroughALink() throws IOException {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();
        Files.createSymbolicLink(root.resolve("inbox/done"), Files.createDirectory(root.resolve("elsewhere")));

        assertFails(Reason.REFUSED, () -> store().settle(file, "job_1", Place.INBOX, Place.DONE));

        assertThat(everything()).containsExactly("users.csv");
    }

    @Test
    void takesNoFileWithoutATime() {
        var attributes = new Attributes().size(6);

        assertFails(Reason.UNSUPPORTED, () -> SftpStore.file("users.csv", attributes));
    }

    @Test
    void hasNothingToAbandonOfAnotherFolder() {
        put("users.csv", "email\n");

        store().abandon("users.csv", "/formerly/.users.csv.job_1-1.part");

        assertThat(everything()).containsExactly("users.csv");
    }

    private void onServer(SftpEventListener listener) {
        server.close();
        server = new SftpServer(root, listener);
    }

    @Test
    void followsNoLink() throws IOException {
        var secret = Files.writeString(root.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("inbox/users.csv"), secret);

        assertThat(store().find("users.csv")).isEmpty();
    }
}
