package dev.usher.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures a server whose heap is as small as that of an import on the command line.
 *
 * <p>The rows: {@code upload} a gigabyte through REST; {@code latency} how long a job's state takes to be told while an
 * import runs at full speed; {@code load} how many users a second can be read by their ids.
 */
final class ServerBenchmark {

    /** Of a megabyte each. */
    private static final int LARGE_ROWS = 1_000;

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final BenchSettings settings;
    private final BenchDatabase database;
    private final SampleFiles files;
    private final String connectionId;
    private final BenchReport report;

    ServerBenchmark(
            BenchSettings settings,
            BenchDatabase database,
            SampleFiles files,
            String connectionId,
            BenchReport report) {
        this.settings = settings;
        this.database = database;
        this.files = files;
        this.connectionId = connectionId;
        this.report = report;
    }

    void run() throws Exception {
        if (!settings.wants("upload") && !settings.wants("latency") && !settings.wants("load")) {
            return;
        }
        report.table("a server with " + String.join(" ", UsherProcess.FIXED_HEAP), "measured");
        if (settings.wants("upload")) {
            upload(files.largeRows(LARGE_ROWS));
        }
        if (settings.wants("latency")) {
            latency(files.ndjson(settings.rows(), 0));
        }
        if (settings.wants("load")) {
            load(files.ndjson(settings.rows(), 0));
        }
    }

    private void upload(Path file) throws Exception {
        try (var server = ServerProcess.start(database, settings.launcher(), settings.work())) {
            long start = System.nanoTime();
            var job = server.submit(file, connectionId, "dry_run");
            var took = Duration.ofNanos(System.nanoTime() - start);
            row("upload of " + LARGE_ROWS + " MB", "%.1f s", took.toMillis() / 1e3);
            row("largest resident set after it, in MB", "%.0f", server.peakMemoryBytes() / 1e6);
            while (!server.hasEnded(server.job(job))) {
                Thread.sleep(PAUSE.toMillis());
            }
            row("and after a dry run of it, in MB", "%.0f", server.peakMemoryBytes() / 1e6);
        }
    }

    private void latency(Path file) throws Exception {
        database.run("TRUNCATE users", "CHECKPOINT");
        try (var server = ServerProcess.start(database, settings.launcher(), settings.work())) {
            var job = server.submit(file, connectionId, "upsert");
            var nanos = new ArrayList<Long>();
            for (boolean ended = false; !ended; ) {
                long start = System.nanoTime();
                var state = server.job(job);
                nanos.add(System.nanoTime() - start);
                ended = server.hasEnded(state);
                Thread.sleep(PAUSE.toMillis());
            }
            nanos.sort(Long::compare);
            row("GET /api/v2/jobs/{id} during an import of " + settings.rows() + ", requests", "%.0f", nanos.size());
            row("median", "%.1f ms", percentile(nanos, 0.5));
            row("99th percentile", "%.1f ms", percentile(nanos, 0.99));
            row("slowest", "%.1f ms", percentile(nanos, 1));
        }
    }

    private void load(Path file) throws Exception {
        database.run("TRUNCATE users", "CHECKPOINT");
        try (var server = ServerProcess.start(database, settings.launcher(), settings.work())) {
            var job = server.submit(file, connectionId, "upsert");
            while (!server.hasEnded(server.job(job))) {
                Thread.sleep(PAUSE.toMillis());
            }
            database.run("VACUUM (ANALYZE) users", "CHECKPOINT");
            var ids = database.text("SELECT string_agg(user_id, ' ') FROM users TABLESAMPLE SYSTEM (5)");
            var seen = new UserLoad(server, List.of(ids.split(" ", -1))).run();
            row("GET /api/v2/users/{id} among " + settings.rows() + " users, a second", "%.0f", seen.perSecond());
            row("median", "%.1f ms", percentile(seen.sortedNanos(), 0.5));
            row("99th percentile", "%.1f ms", percentile(seen.sortedNanos(), 0.99));
        }
    }

    private static double percentile(List<Long> sorted, double part) {
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1) / 1e6;
    }

    private void row(String what, String format, double value) {
        report.row(what, BenchReport.number(format, value));
        System.out.printf("%s: %s%n", what, BenchReport.number(format, value));
    }
}
