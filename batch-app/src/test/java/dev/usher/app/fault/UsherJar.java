package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The real jar, made to start fast: unpacked as the launcher unpacks it, with an archive of the classes that a job loads,
 * and another of those that a server loads. Fault tests start it a hundred times, and most of their time was spent
 * starting.
 */
final class UsherJar {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Made by the first call, in a database that is of no use afterwards. */
    private static final class Unpacked {

        private static final Path FOLDER = unpack();
        private static final Path JAR = FOLDER.resolve("usher.jar");
        private static final Path JOBS = FOLDER.resolve("jobs.jsa");
        private static final Path SERVERS = FOLDER.resolve("servers.jsa");

        static {
            trainJobs();
            trainServers();
        }

        private static Path unpack() {
            var jar =
                    Path.of(System.getProperty("usher.jar", "target/usher.jar")).toAbsolutePath();
            assertThat(jar).as("the real jar, which the phase package makes").isRegularFile();
            var folder = jar.resolveSibling("fault-jar");
            delete(folder);
            end(start(
                    folder.resolveSibling("fault-home"),
                    List.of(JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", "" + folder)));
            return folder;
        }

        private static void trainJobs() {
            end(start(
                    home(),
                    command(
                            "-XX:ArchiveClassesAtExit=" + JOBS,
                            "import",
                            users().toString(),
                            "--local",
                            "--connection",
                            "Username-Password-Authentication")));
        }

        private static void trainServers() {
            var server = start(home(), command("-XX:ArchiveClassesAtExit=" + SERVERS, "serve"));
            Eventually.await(PATIENCE, () -> !server.isAlive() || hasStarted());
            server.destroy();
            end(server);
        }

        private static boolean hasStarted() throws IOException {
            var log = home().resolve("log").resolve("usher.log");
            return Files.exists(log) && Files.readString(log).contains("Tomcat started");
        }

        private static Path home() {
            return FOLDER.resolve("home");
        }

        private static Path users() {
            try {
                return Files.writeString(FOLDER.resolve("users.ndjson"), "{\"email\":\"ann@example.com\"}\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<String> command(String archive, String... arguments) {
            var command = new ArrayList<>(List.of(
                    JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", archive, "-jar", JAR.toString()));
            command.addAll(List.of(arguments));
            return List.copyOf(command);
        }
    }

    private UsherJar() {}

    /** The command with its arguments. */
    static List<String> commandFor(List<String> arguments) {
        var archive = arguments.get(0).equals("serve") ? Unpacked.SERVERS : Unpacked.JOBS;
        return Unpacked.command("-XX:SharedArchiveFile=" + archive, arguments.toArray(String[]::new));
    }

    private static Process start(Path home, List<String> command) {
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("USHER_"));
            builder.environment()
                    .putAll(Map.of("USHER_HOME", home.toString(), "SERVER_PORT", "0", "MANAGEMENT_SERVER_PORT", "0"));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("not ended within " + PATIENCE.toSeconds() + " s: " + process.info());
            }
            assertThat(process.exitValue()).as("exit code of a training").isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
