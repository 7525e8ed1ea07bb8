package dev.usher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs usher by the launcher, as users do, and looks at it from outside. */
final class UsherProcess {

    static final String CONNECTION = "Username-Password-Authentication";

    /** The whole heap is touched at the start, so that what differs between two runs is what grows with the file. */
    static final List<String> FIXED_HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BenchDatabase database;
    private final Path launcher;
    private final Path work;

    UsherProcess(BenchDatabase database, Path launcher, Path work) {
        this.database = database;
        this.launcher = launcher;
        this.work = work;
    }

    /**
     * What a run showed.
     *
     * @param job how long the job took by its own count
     * @param process how long the command took, with the start of the JVM and of the application
     * @param peakMemoryBytes the largest resident set of the process; 0 where the system does not tell
     * @param tenths how fast the last tenth of each phase was, against its first
     */
    record Run(Duration job, Duration process, JsonNode summary, long peakMemoryBytes, List<PhaseTenths> tenths) {

        long count(String name) {
            return summary.path(name).asLong();
        }
    }

    Run run(List<String> jvmOptions, String... arguments) throws IOException, SQLException, InterruptedException {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path output = work.resolve("usher.out");
        Path log = work.resolve("usher.err");
        var builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(log.toFile());
        builder.environment().putAll(database.environment());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CONFIG_HOME", work.resolve("config").toString());
        builder.environment().put("USHER_JAVA_OPTS", String.join(" ", jvmOptions));
        long start = System.nanoTime();
        var process = builder.start();
        try (var watch = ProcessWatch.of(process, database)) {
            int exit = process.waitFor();
            var took = Duration.ofNanos(System.nanoTime() - start);
            if (exit != 0) {
                throw new IllegalStateException(
                        "usher ended with " + exit + ": " + Files.readString(output) + Files.readString(log));
            }
            var document = JSON.readTree(Files.readString(output));
            return new Run(
                    Duration.ofMillis(document.path("duration_ms").asLong()),
                    took,
                    document.path("summary"),
                    watch.peakMemoryBytes(),
                    watch.tenths());
        } finally {
            process.destroyForcibly();
        }
    }

    /** All fields of all users of the connection; the file's name tells the format. */
    Run exportFile(List<String> jvmOptions, Path target) throws IOException, SQLException, InterruptedException {
        return run(jvmOptions, "export", target.toString(), "--connection", CONNECTION, "--all-fields", "--json");
    }

    Run importFile(Path file, String... more) throws IOException, SQLException, InterruptedException {
        return importFile(List.of("-Xmx256m"), file, more);
    }

    Run importFile(List<String> jvmOptions, Path file, String... more)
            throws IOException, SQLException, InterruptedException {
        var arguments = new ArrayList<>(List.of("import", file.toString(), "--connection", CONNECTION, "--json"));
        arguments.addAll(List.of(more));
        return run(jvmOptions, arguments.toArray(String[]::new));
    }
}
