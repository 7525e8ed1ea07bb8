package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.file.LocalFileStore;
import dev.usher.jobs.importing.source.InputDescription;
import dev.usher.jobs.importing.source.InputFormat;
import dev.usher.jobs.importing.split.FileParts.ScannedInput;
import dev.usher.jobs.testkit.ImportRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

    @TempDir
    Path folder;

    @Test
    void stopsReadingTheInputAgainWhenItIsCancelled() throws IOException {
        var input = Files.write(folder.resolve("users.ndjson"), new byte[3 << 20]);
        var files = new InputFiles(new LocalFileStore(folder.resolve("files"), UUID::randomUUID));

        assertThatThrownBy(() -> files.requireUnchanged(run(input), scanned(input), () -> true))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void noticesAnotherInput() throws IOException {
        var input = Files.write(folder.resolve("users.ndjson"), new byte[3 << 20]);
        var files = new InputFiles(new LocalFileStore(folder.resolve("files"), UUID::randomUUID));

        assertThatThrownBy(() -> files.requireUnchanged(run(input), scanned(input), () -> false))
                .isInstanceOf(ImportFailedException.class)
                .hasMessageContaining("changed");
    }

    private static ScannedInput scanned(Path input) {
        return new ScannedInput(
                input, 3 << 20, "0".repeat(64), 1, new InputDescription(InputFormat.NDJSON, false, 0, null), null);
    }

    private static ImportRun run(Path input) {
        var connection =
                new Connection("con_0000000000000001", "acme", Strategy.of("auth0"), ConnectionOptions.DEFAULTS);
        return new ImportRun("job_0000000000000001", ImportRequests.plain(connection.id(), input), connection, null);
    }
}
