package dev.usher.jobs.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A temporary folder; closing it deletes it with all that is in it. A bean of it ends with its context. */
public record TestFolder(Path path) implements AutoCloseable {

    public static TestFolder create() {
        try {
            return new TestFolder(Files.createTempDirectory("usher-test-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (var files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
