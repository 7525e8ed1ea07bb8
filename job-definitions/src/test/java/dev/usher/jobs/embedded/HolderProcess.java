package dev.usher.jobs.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another JVM that holds a handle until it is told to close it, or is killed. */
final class HolderProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final Writer input;

    private HolderProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    static HolderProcess launch(Path home, Path binaries) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HolderProcess.class.getName(),
                home.toString(),
                binaries.toString());
        return new HolderProcess(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** The URL that the process got. */
    String awaitUrl() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("jdbc:")) {
                return line;
            }
        }
        throw new IOException("The holder ended without a handle: exit code " + process.exitValue());
    }

    void closeHandle() throws IOException, InterruptedException {
        input.write("close\n");
        input.flush();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("The holder did not end well.");
        }
    }

    /** As by kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] args) throws IOException {
        var postgres = EmbeddedPostgres.in(Path.of(args[0])).withBinariesIn(Path.of(args[1]));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (var handle = postgres.start()) {
            System.out.println(handle.jdbcUrl());
            in.readLine();
        }
    }
}
