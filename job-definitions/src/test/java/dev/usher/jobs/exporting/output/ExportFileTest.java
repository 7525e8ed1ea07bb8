package dev.usher.jobs.exporting.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.file.LocalFileStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportFileTest {

    @TempDir
    private Path folder;

    private Path target;
    private SegmentFiles segments;

    @BeforeEach
    void setUp() throws IOException {
        target = Files.createDirectory(folder.resolve("target")).resolve("users");
        segments = new SegmentFiles(new LocalFileStore(folder.resolve("files"), UUID::randomUUID));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void appearsWholeAndLeavesNothingBesideIt(boolean replace) throws IOException {
        try (var file = assemble()) {
            assertThat(target).doesNotExist();
            file.publish(replace);
        }

        assertThat(target).isEmptyFile();
        assertThat(target.resolveSibling("").toFile().list()).containsExactly("users");
    }

    /** Whatever was looked at before: between the look and the publication anybody may put a file there. */
    @Test
    void replacesAFileThatAppearedMeanwhileOnlyIfItMay() throws IOException {
        try (var file = assemble()) {
            Files.writeString(target, "somebody else's");
            assertThatThrownBy(() -> file.publish(false)).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(target).hasContent("somebody else's");
        }
        try (var file = assemble()) {
            file.publish(true);
        }

        assertThat(target).isEmptyFile();
        assertThat(target.resolveSibling("").toFile().list()).containsExactly("users");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNotPublishedByAFormerOwner(boolean replace) throws IOException {
        try (var file = assemble()) {
            ExportFile.removeUnfinished(target, "job_1");

            assertThatThrownBy(() -> file.publish(replace)).isInstanceOf(NoSuchFileException.class);
        }

        assertThat(target).doesNotExist();
    }

    @Test
    void knowsItsOwnBytes() throws IOException {
        try (var file = assemble()) {
            assertThat(file.isPublished(() -> false)).isFalse();
            assertThat(ExportFile.isTaken(target, List.of())).isFalse();
            Files.createFile(target);
            assertThat(file.isPublished(() -> false)).isTrue();
            assertThat(ExportFile.isTaken(target, List.of())).isFalse();
            Files.writeString(target, "x");
            assertThat(file.isPublished(() -> false)).isFalse();
            assertThat(ExportFile.isTaken(target, List.of())).isTrue();
        }
    }

    private ExportFile assemble() throws IOException {
        return ExportFile.assemble(target, "job_1", 1, List.of(), segments, () -> false);
    }
}
