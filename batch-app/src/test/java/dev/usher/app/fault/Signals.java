package dev.usher.app.fault;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The command kill. */
final class Signals {

    private Signals() {}

    static void send(String name, long pid) {
        try {
            int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid + " ended with " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
