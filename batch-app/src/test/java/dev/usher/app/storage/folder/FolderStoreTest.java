package dev.usher.app.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.usher.app.storage.ExternalStoreContract;
import dev.usher.app.storage.FolderFiles;
import dev.usher.app.storage.setting.FolderSettings;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.FilePattern;
import dev.usher.jobs.external.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class FolderStoreTest extends ExternalStoreContract {

    @TempDir
    Path root;

    @Override
    protected ExternalStore store() {
        return store(root);
    }

    private static FolderStore store(Path folder) {
        return new FolderStore(
                "hr",
                new FolderSettings(
                        folder.toString(),
                        "done",
                        "failed",
                        Duration.ZERO,
                        "",
                        "rw-r-----",
                        DataSize.ofMegabytes(1),
                        Duration.ofMinutes(1)));
    }

    @Override
    protected ExternalStore unreachable() {
        return store(root.resolve("unmounted"));
    }

    @Override
    protected ExternalStore refused() {
        assumeFalse("root".equals(System.getProperty("user.name")), "nothing is refused to root");
        try {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("---------"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return store();
    }

    @Override
    protected void put(String name, String content) {
        new FolderFiles(root).put(name, content);
    }

    @Override
    protected void remove(String name) {
        new FolderFiles(root).remove(name);
    }

    @Override
    protected List<String> everything() {
        return new FolderFiles(root).names();
    }

    @Override
    protected String content(String name) {
        return new FolderFiles(root).content(name);
    }

    @Test
    void followsNoLink() throws IOException {
        var secret = Files.writeString(root.resolveSibling(root.getFileName() + "-secret"), "secret");
        Files.createSymbolicLink(root.resolve("users.csv"), secret);

        assertThat(store().list(new FilePattern("*"))).isEmpty();
        assertThat(store().find("users.csv")).isEmpty();
    }

    @Test
    void doesNotFetchALinkThatTookThePlaceOfAFile() throws IOException {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();
        var secret = Files.writeString(root.resolveSibling(root.getFileName() + "-secret"), "secret");
        Files.delete(root.resolve("users.csv"));
        Files.createSymbolicLink(root.resolve("users.csv"), secret);
        var out = new ByteArrayOutputStream();

        assertFails(Reason.UNREACHABLE, () -> store().fetch(file, out));

        assertThat(out.size()).isZero();
    }

    /** As when it came between the last look and the rename. */
    @Test
    void putsBackWhatIsAnotherFile() throws IOException {
        put("users.csv", "first");
        var first = store().find("users.csv").orElseThrow();
        put("users.csv", "second!");
        Files.createDirectory(root.resolve("done"));
        var move = new FolderMove(root.resolve("users.csv"), root.resolve("done/users.csv"), first.version());

        assertThat(move.run()).isFalse();

        assertThat(everything()).containsExactly("users.csv");
        assertThat(content("users.csv")).isEqualTo("second!");
    }

    @Test
    void movesNothingThroughALink() throws IOException {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();
        var elsewhere = Files.createDirectories(root.resolveSibling(root.getFileName() + "-elsewhere"));
        Files.createSymbolicLink(root.resolve("done"), elsewhere);

        assertFails(Reason.REFUSED, () -> store().settle(file, "job_1", Place.INBOX, Place.DONE));

        assertThat(everything()).containsExactly("users.csv");
    }

    @Test
    void readsNothingThroughALink() throws IOException {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();
        var elsewhere = Files.createDirectories(root.resolveSibling(root.getFileName() + "-elsewhere"));
        Files.writeString(elsewhere.resolve("job_1-users.csv"), "secret");
        Files.createSymbolicLink(root.resolve("failed"), elsewhere);

        assertFails(
                Reason.REFUSED, () -> store().fetchMoved(file, "job_1", Place.FAILED, OutputStream.nullOutputStream()));
    }

    @Test
    void givesAPublishedFileThePermissionsOfItsSettings() throws IOException {
        var content = Files.writeString(root.resolveSibling(root.getFileName() + "-content"), "x");
        try (var upload = store().begin("users.csv", "label")) {
            upload.write(content, () -> false);
            upload.publish(false);
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("users.csv"))))
                .isEqualTo("rw-r-----");
    }
}
