package dev.usher.jobs.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The server's log files: what it said since a moment, and how old ones go. */
final class ServerLog {

    /** What the server says before it opens its own log. */
    static final String START_FILE = "start.log";

    private static final int TAIL_CHARS = 4_000;
    private static final long MAX_FILE_BYTES = 10L << 20;
    private static final Duration KEEP = Duration.ofDays(6);

    private final Path folder;
    private final Map<Path, Long> lengthsBefore = new HashMap<>();

    private ServerLog(Path folder) {
        this.folder = folder;
    }

    /** Remembers how long each file is now. */
    static ServerLog fromNow(Path folder) throws IOException {
        var log = new ServerLog(folder);
        for (Path file : log.files()) {
            log.lengthsBefore.put(file, Files.size(file));
        }
        return log;
    }

    /**
     * Deletes the files of last week and oversized ones; the server overwrites them only while it runs over midnight.
     *
     * @param newest the last modified time that counts as now
     */
    static void prune(Path folder, FileTime newest) throws IOException {
        for (Path file : new ServerLog(folder).files()) {
            var oldest = newest.toInstant().minus(KEEP);
            if (Files.size(file) > MAX_FILE_BYTES
                    || Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                Files.delete(file);
            }
        }
    }

    /** The end of what was written since. */
    String tail() throws IOException {
        var text = new StringBuilder();
        for (Path file : files()) {
            var bytes = Files.readAllBytes(file);
            int from = (int) Math.min(bytes.length, lengthsBefore.getOrDefault(file, 0L));
            text.append(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8));
        }
        return text.substring(Math.max(0, text.length() - TAIL_CHARS));
    }

    private List<Path> files() throws IOException {
        try (var found = Files.list(folder)) {
            return found.filter(f -> f.toString().endsWith(".log")).sorted().toList();
        }
    }
}
