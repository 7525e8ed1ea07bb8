package dev.usher.jobs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

class TestFolderTest {

    @Test
    void endsWithItsContext() throws IOException {
        var folder = TestFolder.create();
        Files.writeString(Files.createDirectory(folder.path().resolve("inner")).resolve("file"), "text");
        try (var context = new GenericApplicationContext()) {
            context.registerBean(TestFolder.class, () -> folder);
            context.refresh();
            assertThat(folder.path()).isNotEmptyDirectory();
        }

        assertThat(folder.path()).doesNotExist();
    }
}
