package dev.usher.app.fault;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The real jar in a process of its own. Closing it kills it. */
final class UsherProcess implements AutoCloseable {

    /** More than any run here needs on a busy machine; nothing waits for longer. */
    static final Duration DEADLINE = Duration.ofMinutes(3);

    private final Process process;
    private final Path out;
    private final Path err;

    private UsherProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How a process ended. */
    record Result(int exitCode, String out, String err) {}

    /**
     * @param folder for its output
     * @param input what it reads from standard input; null for nothing
     */
    static UsherProcess start(
            Path folder, Map<String, String> environment, @Nullable Path input, List<String> arguments) {
        return start(folder, environment, input, List.of(), arguments);
    }

    /** @param around words in front of the command, which is their argument */
    static UsherProcess start(
            Path folder,
            Map<String, String> environment,
            @Nullable Path input,
            List<String> around,
            List<String> arguments) {
        try {
            var out = Files.createTempFile(folder, "out", ".txt");
            var err = Files.createTempFile(folder, "err", ".txt");
            var command = new ArrayList<>(around);
            command.addAll(UsherJar.commandFor(arguments));
            var builder = new ProcessBuilder(command)
                    .redirectInput(input == null ? new File("/dev/null") : input.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("USHER_"));
            // Whoever runs the tests may be signed in to a server.
            builder.environment()
                    .put("XDG_CONFIG_HOME", folder.resolve("config").toString());
            builder.environment().putAll(environment);
            return new UsherProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As by kill -9; returns at once. */
    void kill() {
        process.destroyForcibly();
    }

    /** @param name such as TERM, INT, STOP or CONT */
    void signal(String name) {
        Signals.send(name, process.pid());
    }

    Result await() {
        try {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("usher did not end within " + DEADLINE + ": " + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return new Result(process.exitValue(), read(out), read(err));
    }

    /** What it has printed so far, for messages. */
    String output() {
        return read(out) + read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
