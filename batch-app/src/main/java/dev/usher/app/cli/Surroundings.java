package dev.usher.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What surrounds the process: its streams, whether each is a terminal, its environment variables and its clock.
 *
 * @param out data, and nothing else
 * @param rawOut the same for bytes, without a buffer; unlike the other it throws if nobody takes them any more
 * @param err everything else
 */
public record Surroundings(
        InputStream in,
        PrintStream out,
        OutputStream rawOut,
        PrintStream err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment,
        Clock clock) {

    public static Surroundings ofThisProcess() {
        return new Surroundings(
                System.in,
                utf8(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.out),
                utf8(FileDescriptor.err),
                isTerminal("stdin", 0),
                isTerminal("stdout", 1),
                isTerminal("stderr", 2),
                System.getenv(),
                Clock.systemUTC());
    }

    boolean noColor() {
        return !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || "dumb".equals(environment.getOrDefault("TERM", ""));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The launcher says so in a system property; without it only Linux tells. */
    private static boolean isTerminal(String stream, int descriptor) {
        var told = System.getProperty("usher.tty." + stream);
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || "/dev/console".equals(target);
        } catch (IOException e) {
            // No such folder: not Linux. Output without bar and colour is right everywhere.
            return false;
        }
    }
}
