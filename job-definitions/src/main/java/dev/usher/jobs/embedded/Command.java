package dev.usher.jobs.embedded;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Command {

    /**
     * How it ended.
     *
     * @param output what it wrote to standard output and standard error
     */
    record Result(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    private Command() {}

    /** A server that the program leaves behind keeps neither our terminal nor our pipes open. */
    static Result run(Path directory, Duration limit, List<String> command) throws IOException {
        Path output = Files.createTempFile("usher-", ".out");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    // A file, not a pipe: a pipe stays open as long as any descendant lives.
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            var process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Result(-1, read(output) + "\n(no answer after " + limit.toSeconds() + " s)");
            }
            return new Result(process.exitValue(), read(output));
        } catch (InterruptedException e) {
            throw EmbeddedPostgresException.interrupted("run " + command.get(command.size() - 1));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String read(Path output) throws IOException {
        return new String(Files.readAllBytes(output), Charset.defaultCharset());
    }
}
