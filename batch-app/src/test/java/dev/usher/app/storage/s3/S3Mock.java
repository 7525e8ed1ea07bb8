package dev.usher.app.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.Project;
import dev.usher.jobs.testkit.TestFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Adobe's S3Mock in a process that ends with this JVM. It lets everybody in, whatever their key.
 *
 * @param endpoint its address, as {@code http://127.0.0.1:34425}
 */
record S3Mock(String endpoint) {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on ports .*?(\\d+) \\(http\\)");

    private static final int PATIENCE_SECONDS = 120;

    private static final class Holder {
        static final S3Mock INSTANCE = start();
    }

    /** The first call takes seconds. */
    static S3Mock ofThisJvm() {
        return Holder.INSTANCE;
    }

    private static S3Mock start() {
        var jar = Project.root().resolve("batch-app/target/s3mock.jar");
        assertThat(jar)
                .as("S3Mock, which the phase generate-test-resources brings")
                .isRegularFile();
        var files = TestFolder.create();
        var process = start(jar, files.path());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, files), "stop-s3mock"));
        var port = new CompletableFuture<String>();
        var reader = new Thread(() -> read(process, port), "s3mock-output");
        reader.setDaemon(true);
        reader.start();
        return new S3Mock("http://127.0.0.1:"
                + port.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    }

    /** Free ports are chosen by the process, since nobody else could keep them free until it takes them. */
    private static Process start(Path jar, Path files) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-jar",
                        jar.toString(),
                        "--server.port=0",
                        "--http.port=0",
                        "--com.adobe.testing.s3mock.store.root=" + files)
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(SPRING|SERVER|MANAGEMENT|USHER)_.*"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To the end, or the process would wait for its output to be read. */
    private static void read(Process process, CompletableFuture<String> port) {
        var start = new StringBuilder();
        try (var output = process.inputReader()) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                var started = STARTED.matcher(line);
                if (started.find()) {
                    port.complete(started.group(1));
                }
                if (!port.isDone()) {
                    start.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            start.append(e);
        }
        port.completeExceptionally(new IllegalStateException("S3Mock ended: " + start));
    }

    private static void stop(Process process, TestFolder files) {
        try {
            process.destroyForcibly().waitFor();
            files.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
