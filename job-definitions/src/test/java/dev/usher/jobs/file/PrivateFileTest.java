package dev.usher.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void cannotBePublishedOnceSomebodyElseRemovedWhatWasUnfinished() throws IOException {
        var target = folder.resolve("users.json");
        try (var frozen = PrivateFile.create(target, "job_1-7");
                var other = PrivateFile.create(target, "job_2-8")) {
            PrivateFile.removeUnfinished(target, "job_1-");

            assertThatThrownBy(frozen::publish).isInstanceOf(IOException.class);
            assertThat(target).doesNotExist();
            other.publish();
            assertThat(target).exists();
        }
    }
}
