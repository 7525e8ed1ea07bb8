package dev.usher.jobs.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server's main process, as its file {@code postmaster.pid} describes it. */
record Postmaster(long pid, int port) {

    static final String FILE = "postmaster.pid";

    private static final int PORT_LINE = 3;

    /** Empty if there is no such file, or if its process is gone or is not a server of this data folder. */
    static Optional<Postmaster> findAlive(Path data) throws IOException {
        return find(data).filter(postmaster -> postmaster.livesIn(data));
    }

    /** What the file says, whether or not it is true. */
    static Optional<Postmaster> find(Path data) throws IOException {
        try {
            return parse(Files.readAllLines(data.resolve(FILE)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The port is 0 while the server has not written its line yet. */
    static Optional<Postmaster> parse(List<String> lines) {
        try {
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            long pid = Long.parseLong(lines.get(0).strip());
            int port = lines.size() > PORT_LINE
                    ? Integer.parseInt(lines.get(PORT_LINE).strip())
                    : 0;
            return Optional.of(new Postmaster(pid, port));
        } catch (NumberFormatException e) {
            // Cut short by a full disk or a crash: as good as no file.
            return Optional.empty();
        }
    }

    /** Process ids are used again: after a crash the number may belong to any other program. */
    private boolean livesIn(Path data) {
        var process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return false;
        }
        Path proc = Path.of("/proc", Long.toString(pid));
        if (!Files.isDirectory(proc)) {
            return process.get()
                    .info()
                    .command()
                    .map(c -> c.endsWith("postgres"))
                    .orElse(false);
        }
        try {
            // A server works in its data folder.
            return Files.readSymbolicLink(proc.resolve("cwd")).equals(data.toRealPath());
        } catch (AccessDeniedException e) {
            // Root in a container may not look into another user's process, but anyone may read its command.
            return commandLine(proc).contains(data.toString());
        } catch (IOException e) {
            // It ended in between, or it is a zombie.
            return false;
        }
    }

    private static String commandLine(Path proc) {
        try {
            return Files.readString(proc.resolve("cmdline"));
        } catch (IOException e) {
            // Gone in between.
            return "";
        }
    }
}
