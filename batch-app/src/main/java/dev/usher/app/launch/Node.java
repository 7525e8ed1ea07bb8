package dev.usher.app.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A process that runs jobs.
 *
 * @param machine tells whether a process id means anything here: host name, boot and process namespace
 * @param processStartedAt distinguishes two processes that got the same id one after the other; empty if unknown
 */
record Node(String id, String machine, long pid, Optional<Instant> processStartedAt) {

    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    /** The process that asks. */
    static Node current() {
        var process = ProcessHandle.current();
        var id = "node_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return new Node(id, thisMachine(), process.pid(), process.info().startInstant());
    }

    /** Whether its process is known to be gone; false if that can't be told from here. */
    boolean isKnownDead() {
        if (!machine.equals(thisMachine())) {
            return false;
        }
        var process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isEmpty()
                || process.get().info().startInstant().map(this::isAnother).orElse(false);
    }

    /** Whether the process could be looked up from here at all, and is alive. */
    boolean runsHere() {
        return machine.equals(thisMachine()) && !isKnownDead();
    }

    private boolean isAnother(Instant startedAt) {
        return processStartedAt
                .map(expected -> Duration.between(expected, startedAt).abs().compareTo(START_TOLERANCE) > 0)
                .orElse(false);
    }

    private static String thisMachine() {
        return hostName() + " " + read(Path.of("/proc/sys/kernel/random/boot_id")) + " "
                + link(Path.of("/proc/self/ns/pid"));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }

    private static String read(Path path) {
        try {
            return Files.isReadable(path) ? Files.readString(path).strip() : "-";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String link(Path path) {
        try {
            return Files.isSymbolicLink(path) ? Files.readSymbolicLink(path).toString() : "-";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
