package dev.usher.jobs.importing.rejection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RejectsFileTest {

    @TempDir
    Path folder;

    @Test
    void leavesNothingBehindIfOnlyOneOfTwoFilesCanBeMade() {
        // The name of the errors beside it is too long for a file system.
        var target = folder.resolve("r".repeat(205));

        assertThatThrownBy(() -> new RejectsFile(target, JsonMapper.shared())).isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }
}
