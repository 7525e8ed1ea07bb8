package dev.usher.jobs.importing.rejection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PrivateFileTest {

    @TempDir
    Path folder;

    @Test
    void appearsWhenItIsPublishedAndReplacesWhatWasThere() throws IOException {
        var target = Files.writeString(folder.resolve("rejects"), "old");
        try (var file = PrivateFile.create(target)) {
            file.write("new".getBytes(StandardCharsets.UTF_8));
            file.flush();
            assertThat(target).hasContent("old");
            file.publish();
        }

        assertThat(target).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("rejects");
    }

    @Test
    void leavesNothingBehindIfItIsNotPublished() throws IOException {
        var target = folder.resolve("rejects");
        try (var file = PrivateFile.create(target)) {
            file.write(1);
        }

        assertThat(folder).isEmptyDirectory();
    }

    /** Its target became a folder meanwhile. */
    @Test
    void leavesNothingBehindIfItCannotBePublished() throws IOException {
        var target = folder.resolve("rejects");
        Files.createDirectories(target.resolve("inner"));
        try (var file = PrivateFile.create(target)) {
            assertThatThrownBy(file::publish).isInstanceOf(IOException.class);
        }

        assertThat(folder.toFile().list()).containsExactly("rejects");
    }

    @Test
    void leavesNothingBehindIfOnlyOneOfTwoFilesCanBeMade() {
        // The name of the errors beside it is too long for a file system.
        var target = folder.resolve("r".repeat(205));

        assertThatThrownBy(() -> new RejectsFile(target, JsonMapper.shared())).isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }
}
