package dev.usher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Samples the memory of a usher process and what its job has committed, ten times a second, on a thread of its own. */
final class ProcessWatch implements AutoCloseable {

    private static final int INTERVAL_MS = 100;

    private static final String PROGRESS = """
            WITH job AS (SELECT id FROM jobs ORDER BY created_at DESC LIMIT 1)
            SELECT (SELECT sum(next_offset_bytes - offset_bytes) FROM import_parts, job WHERE job_id = id),
                   (SELECT sum(end_offset_bytes - offset_bytes) FROM import_parts, job WHERE job_id = id),
                   (SELECT count(*) FILTER (WHERE merged) FROM import_key_ranges, job WHERE job_id = id),
                   (SELECT count(*) FROM import_key_ranges, job WHERE job_id = id)
            """;

    private final Process process;
    private final Thread thread;
    private final List<PhaseTenths.Sample> staged = new ArrayList<>();
    private final List<PhaseTenths.Sample> merged = new ArrayList<>();
    private final String lastJob;
    private volatile boolean closed;
    private volatile long peakMemoryBytes;

    private ProcessWatch(Process process, BenchDatabase database, String lastJob) {
        this.process = process;
        this.lastJob = lastJob;
        this.thread = new Thread(() -> watch(database), "process-watch");
    }

    static ProcessWatch of(Process process, BenchDatabase database) throws SQLException {
        try (var connection = database.connect()) {
            var watch = new ProcessWatch(process, database, newestJob(connection));
            watch.thread.start();
            return watch;
        }
    }

    private static String newestJob(Connection connection) throws SQLException {
        boolean migrated =
                text(connection, "SELECT to_regclass('jobs') IS NOT NULL").equals("t");
        return migrated ? text(connection, "SELECT id FROM jobs ORDER BY created_at DESC LIMIT 1") : "";
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    long peakMemoryBytes() {
        return peakMemoryBytes;
    }

    /** Of a process that has ended. */
    List<PhaseTenths> tenths() throws InterruptedException {
        stop();
        var tenths = new ArrayList<PhaseTenths>();
        if (staged.size() > 1) {
            tenths.add(PhaseTenths.of("stage", staged));
        }
        if (merged.size() > 1) {
            tenths.add(PhaseTenths.of("merge", merged));
        }
        return tenths;
    }

    private void watch(BenchDatabase database) {
        try (var connection = database.connect()) {
            boolean begun = false;
            while (!closed) {
                readMemory();
                begun = begun || !newestJob(connection).equals(lastJob);
                if (begun) {
                    readProgress(connection);
                }
                Thread.sleep(INTERVAL_MS);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException("The progress of the import could not be watched.", e);
        }
    }

    private void readMemory() {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .filter(kilobytes -> !kilobytes.isEmpty())
                    .forEach(kilobytes -> peakMemoryBytes = Long.parseLong(kilobytes) * 1024);
        } catch (IOException | UncheckedIOException e) {
            // The process has ended, or the system has no /proc: what was seen so far stands.
        }
    }

    private void readProgress(Connection connection) throws SQLException {
        double now = System.nanoTime() / 1e9;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(PROGRESS)) {
            row.next();
            add(staged, now, row.getDouble(1), row.getDouble(2));
            add(merged, now, row.getDouble(3), row.getDouble(4));
        }
    }

    /** Of the samples at which nothing or all was done only the inner ones count. */
    private static void add(List<PhaseTenths.Sample> samples, double now, double done, double all) {
        boolean known = all > 0;
        boolean finished = !samples.isEmpty() && samples.get(samples.size() - 1).done() >= all;
        if (known && !finished) {
            if (done == 0) {
                samples.clear();
            }
            samples.add(new PhaseTenths.Sample(now, done));
        }
    }

    private void stop() throws InterruptedException {
        closed = true;
        thread.join();
    }

    @Override
    public void close() {
        closed = true;
    }
}
