package dev.usher.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The real jar, made to start fast: unpacked as the launcher unpacks it, with an archive of the classes that a server loads,
 * which are nearly all that a command does. Fault tests start it a hundred times, and most of their time was spent starting. It
 * is made once for each build, by whichever JVM of tests needs it first.
 */
final class UsherJar {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static @Nullable UsherJar prepared;

    private final Path folder;

    private UsherJar(Path folder) {
        this.folder = folder;
    }

    /** The command with its arguments; the first call makes the archive, in a database that is of no use afterwards. */
    static synchronized List<String> commandFor(List<String> arguments) {
        if (prepared == null) {
            prepared = prepare(
                    Path.of(System.getProperty("usher.jar", "target/usher.jar")).toAbsolutePath());
        }
        return prepared.command("-XX:SharedArchiveFile=" + prepared.archive(), arguments.toArray(String[]::new));
    }

    private static UsherJar prepare(Path jar) {
        assertThat(jar).as("the real jar, which the phase package makes").isRegularFile();
        var folder = jar.resolveSibling("trained-jar");
        try (var channel = FileChannel.open(
                        jar.resolveSibling("trained-jar.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            var ready = folder.resolve("of " + checksum(jar) + " " + Runtime.version());
            if (!Files.exists(ready)) {
                delete(folder);
                unpack(jar, folder);
                new UsherJar(folder).train();
                Files.createFile(ready);
            }
            return new UsherJar(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its time says nothing: builds are reproducible. */
    private static String checksum(Path jar) throws IOException {
        var checksum = new CRC32();
        try (var in = new CheckedInputStream(Files.newInputStream(jar), checksum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Long.toHexString(checksum.getValue());
    }

    private static void unpack(Path jar, Path folder) {
        // It unpacks into no folder that holds anything, such as its own log.
        end(start(
                jar.resolveSibling("unpacking-home"),
                List.of(JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", "" + folder)));
    }

    private void train() throws IOException {
        var server = start(home(), command("-XX:ArchiveClassesAtExit=" + archive(), "serve"));
        Eventually.await(PATIENCE, () -> !server.isAlive() || said().contains("Listening"));
        server.destroy();
        end(server);
        assertThat(archive()).as(said()).isNotEmptyFile();
    }

    private String said() throws IOException {
        return Files.readString(output(home()));
    }

    private static Path output(Path home) {
        return home.resolveSibling(home.getFileName() + ".txt");
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Path archive() {
        return folder.resolve("classes.jsa");
    }

    private List<String> command(String archive, String... arguments) {
        var jar = folder.resolve("usher.jar").toString();
        var command = new ArrayList<>(
                List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", archive, "-jar", jar));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    private static Process start(Path home, List<String> command) {
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output(home).toFile());
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
