package dev.usher.app.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A file to which somebody goes on writing until this is closed. */
final class GrowingFile implements AutoCloseable {

    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();

    GrowingFile(Path file) {
        append(file);
        var unused = writer.scheduleAtFixedRate(() -> append(file), 10, 10, TimeUnit.MILLISECONDS);
    }

    private static void append(Path file) {
        try {
            Files.writeString(
                    file, "{\"email\":\"half@example.com\"}\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }
}
