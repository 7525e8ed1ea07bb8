package dev.usher.jobs.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the project is, from whichever of its modules a test runs. */
public final class Project {

    private Project() {}

    /** The folder that holds {@code samples} and {@code docs}. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("samples"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no folder above holds samples");
        }
        return folder;
    }
}
