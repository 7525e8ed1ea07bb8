package dev.usher.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.usher.jobs.file.FileStoreException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileStoreTest extends FileStoreContract {

    @TempDir
    Path folder;

    private Path root;
    private FileStore store;

    @BeforeEach
    void setUp() {
        root = folder.resolve("home/files");
        store = new LocalFileStore(root, UUID::randomUUID);
    }

    @Override
    FileStore store() {
        return store;
    }

    @Test
    void letsOnlyTheOwnerRead() throws Exception {
        var file = store.create(FileKind.REJECTS, bytes("a"));

        assertThat(permissions(root)).isEqualTo("rwx------");
        assertThat(permissions(root.resolve(file.name()))).isEqualTo("rw-------");
    }

    @Test
    void saysTheSameIdToEveryProcessThatComesAtOnce() throws Exception {
        var ids = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> new LocalFileStore(root, UUID::randomUUID).id())
                .distinct()
                .toList();

        assertThat(ids).singleElement().asString().matches("[0-9a-f]{32}").isEqualTo(store.id());
        try (var files = Files.list(root)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(marker -> assertThat(permissions(marker)).isEqualTo("rw-------"));
        }
    }

    @Test
    void anotherFolderIsAnotherStore() {
        assertThat(new LocalFileStore(folder.resolve("other"), UUID::randomUUID).id())
                .isNotEqualTo(store.id());
    }

    @Test
    void showsNoFileBeforeItIsWhole() throws Exception {
        store.create(FileKind.INPUT, out -> {
            out.write('a');
            out.flush();
            assertThat(store.listStoredBefore(FileKind.INPUT, FAR_FUTURE)).isEmpty();
            try (var files = Files.list(root)) {
                assertThat(files).singleElement().satisfies(part -> {
                    assertThat(permissions(part)).isEqualTo("rw-------");
                    assertThat(part.toString()).endsWith(".part");
                });
            }
        });

        try (var files = Files.list(root)) {
            assertThat(files).singleElement().asString().doesNotEndWith(".part");
        }
    }

    @Test
    void aFileThatCannotBeBegunTakesNothingFromTheOneThatHasItsName() throws Exception {
        var sameNames = new LocalFileStore(root, () -> new UUID(1, 2));

        var file = sameNames.create(FileKind.INPUT, out -> {
            assertThatThrownBy(() -> sameNames.create(FileKind.INPUT, bytes("b")))
                    .isInstanceOf(FileStoreException.class);
            out.write('a');
        });

        assertThat(root.resolve(file.name())).hasContent("a");
    }

    @Test
    void removesHalfWrittenFilesOfKilledProcesses() throws Exception {
        var kept = store.create(FileKind.INPUT, bytes("a"));
        Path old = Files.createFile(root.resolve("input-0123456789abcdef0123456789abcdef.part"));
        Path young = Files.createFile(root.resolve("input-1123456789abcdef0123456789abcdef.part"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        store.deleteUnfinishedBefore(Instant.parse("2020-01-02T00:00:00Z"));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(store.find(kept.name())).isPresent();
    }

    @Test
    void followsNoLink() throws Exception {
        Files.createDirectories(root);
        Files.createSymbolicLink(root.resolve("input-0123456789abcdef0123456789abcdef"), Path.of("/etc/passwd"));

        assertThat(store.find("input-0123456789abcdef0123456789abcdef")).isEmpty();
    }

    @Test
    void saysThatTheStorageIsFull() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full)).as("only Linux has it").isTrue();

        try (var device = Files.newOutputStream(full)) {
            var out = new StoreOutput("input-1", device);
            assertThatThrownBy(() -> out.write(new byte[10]))
                    .isInstanceOfSatisfying(
                            FileStoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.STORAGE_FULL))
                    .hasMessageContaining("STORAGE_FULL")
                    .hasMessageContaining("input-1");
        }
    }

    @Test
    void namesTheFileButNotItsPathIfTheFolderCannotBeMade() throws Exception {
        Files.writeString(folder.resolve("home"), "in the way");

        assertThatThrownBy(() -> store.create(FileKind.INPUT, bytes("a")))
                .isInstanceOfSatisfying(
                        FileStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE))
                .hasMessageContaining("input-")
                .hasMessageContaining("usher.files.root")
                .message()
                .doesNotContain(folder.toString());
    }

    private static String permissions(Path path) throws java.io.IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
