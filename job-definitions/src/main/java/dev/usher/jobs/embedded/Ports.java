package dev.usher.jobs.embedded;

import dev.usher.jobs.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which port of 127.0.0.1 a server takes. */
final class Ports {

    private static final Logger log = LoggerFactory.getLogger(Ports.class);

    /** Below the range from which systems serve outgoing connections: those would take a kept port now and then. */
    private static final int FIRST = 10_000;

    private static final int LAST = 32_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Ports() {}

    /** The kept one if it is free; where others rely on it, it is waited for. */
    static int choose(OptionalInt kept, boolean mayChange) {
        if (kept.isEmpty()) {
            return free();
        }
        int port = kept.getAsInt();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isFree(port)) {
            if (mayChange) {
                int other = free();
                log.warn("Port {} is taken by another program: the embedded PostgreSQL moves to {}", port, other);
                return other;
            }
            if (System.nanoTime() > deadline) {
                throw new EmbeddedPostgresException(
                        Reason.SERVER_FAILED,
                        "Cannot start PostgreSQL again on port " + port + " of 127.0.0.1, where other usher processes"
                                + " look for it: another program took the port. End that program, or all of usher.");
            }
            pause();
        }
        return port;
    }

    private static int free() {
        var random = new SecureRandom();
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = random.nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new EmbeddedPostgresException(
                Reason.SERVER_FAILED, "Found no free port on 127.0.0.1 between " + FIRST + " and " + LAST + ".");
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw EmbeddedPostgresException.interrupted("start PostgreSQL");
        }
    }
}
