package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.jspecify.annotations.Nullable;

/**
 * The real jar, made to start fast: unpacked as the launcher unpacks it, with an archive of the classes that a start
 * loads. Fault tests start it a hundred times, and most of their time was spent starting.
 */
final class UsherJar {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static @Nullable List<String> command;

    private UsherJar() {}

    /**
     * The command to which the arguments of usher are added.
     *
     * @param environment leads to a database; the first call starts usher once to see which classes it loads
     */
    static synchronized List<String> commandFor(Map<String, String> environment) {
        if (command == null) {
            command = prepare(environment);
        }
        return command;
    }

    private static List<String> prepare(Map<String, String> environment) {
        var jar = Path.of(System.getProperty("usher.jar", "target/usher.jar")).toAbsolutePath();
        assertThat(jar).as("the real jar, which the phase package makes").isRegularFile();
        var folder = jar.resolveSibling("fault-jar");
        delete(folder);
        run(
                Map.of(),
                List.of(JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", "" + folder));
        var archive = folder.resolve("classes.jsa");
        var unpacked = folder.resolve(jar.getFileName()).toString();
        run(environment, command("-XX:ArchiveClassesAtExit=" + archive, unpacked, "connections", "list", "--local"));
        return command("-XX:SharedArchiveFile=" + archive, unpacked);
    }

    private static List<String> command(String archive, String jar, String... arguments) {
        var command = new ArrayList<>(
                List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", archive, "-jar", jar));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    private static void run(Map<String, String> environment, List<String> command) {
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("not ended within " + PATIENCE.toSeconds() + " s: " + command);
            }
            assertThat(process.exitValue()).as("exit code of %s", command).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
