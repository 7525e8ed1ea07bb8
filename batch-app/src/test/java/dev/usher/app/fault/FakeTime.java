package dev.usher.app.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clock of the processes that are started with its environment, which goes on from wherever it is set to: libfaketime,
 * if this machine has it. They notice a change within a second. How long something takes is not faked.
 */
final class FakeTime {

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Path file;

    /** @param folder for the file that says how wrong the clock is */
    FakeTime(Path folder) {
        this.file = folder.resolve("clock");
        set(Duration.ZERO);
    }

    static boolean isThere() {
        return library().isPresent();
    }

    private static Optional<Path> library() {
        if (!Files.isDirectory(LIBRARIES)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(LIBRARIES)) {
            return folders.map(folder -> folder.resolve("faketime").resolve("libfaketimeMT.so.1"))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> environment() {
        // A JVM waits by the clock that is left alone. By the wrong one, which libfaketime takes for its own glibc's
        // unless told
        // otherwise, its waits end at once: all of its threads spin, and a server starts twenty times as slowly.
        return Map.of(
                "LD_PRELOAD",
                library().orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** Sets it to a moment. */
    void set(Instant now) {
        set(Duration.between(Instant.now(), now));
    }

    /** @param offset by how much it is ahead of the real one */
    void set(Duration offset) {
        try {
            var next = file.resolveSibling("clock.next");
            Files.writeString(next, String.format("%+d%n", offset.toSeconds()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
