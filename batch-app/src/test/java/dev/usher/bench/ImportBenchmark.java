package dev.usher.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Measures imports.
 *
 * <p>The rows: {@code a} COPY, {@code b} Usher, both into an empty table; {@code c} hand-written upsert, {@code d} Usher's,
 * {@code d0} the same where nothing changes; {@code csv}, {@code array} and {@code gzip} as b; {@code f} stock Spring
 * Batch; {@code memory} and {@code large} for the memory that Usher takes.
 */
final class ImportBenchmark {

    private static final int LARGE_ROWS = 1_000;

    private final BenchSettings settings;
    private final BenchDatabase database;
    private final SampleFiles files;
    private final UsersTable table;
    private final UsherProcess usher;
    private final HandWritten byHand;
    private final Timings timings;
    private final BenchReport report;

    ImportBenchmark(
            BenchSettings settings,
            BenchDatabase database,
            SampleFiles files,
            UsersTable table,
            UsherProcess usher,
            Timings timings,
            BenchReport report) {
        this.settings = settings;
        this.database = database;
        this.files = files;
        this.table = table;
        this.usher = usher;
        this.byHand = new HandWritten(database);
        this.timings = timings;
        this.report = report;
    }

    void run() throws Exception {
        for (int round = 1; round <= settings.repeat(); round++) {
            newUsers();
            upserts();
        }
        formats();
        stock();
        speeds();
        memory();
    }

    private void newUsers() throws Exception {
        if (settings.wants("a")) {
            var rows = files.copy(settings.rows(), 0, table);
            empty();
            timings.add("a", byHand.copy(rows));
        }
        if (settings.wants("b")) {
            var rows = files.ndjson(settings.rows(), 0);
            empty();
            measured("b", usher.importFile(rows), "inserted");
        }
    }

    private void upserts() throws Exception {
        if (settings.wants("c")) {
            byHand.fill(HandWritten.TABLE, files.copy(settings.rows(), 0, table));
            timings.add("c", byHand.upsert(files.copy(settings.rows(), 1, table)));
        }
        if (settings.wants("d")) {
            byHand.fill("users", files.copy(settings.rows(), 0, table));
            measured("d", usher.importFile(files.ndjson(settings.rows(), 1), "--upsert"), "updated");
        }
        if (settings.wants("d0")) {
            // As every night: the users are what the import before left.
            var rows = files.ndjson(settings.rows(), 0);
            empty();
            usher.importFile(rows, "--upsert");
            database.run("VACUUM (ANALYZE) users", "CHECKPOINT");
            measured("d0", usher.importFile(rows, "--upsert"), "unchanged");
        }
    }

    private void formats() throws Exception {
        if (settings.wants("csv")) {
            measureNew("csv", files.csv(settings.rows()));
        }
        if (settings.wants("array")) {
            measureNew("array", files.array(settings.rows()));
        }
        if (settings.wants("gzip")) {
            measureNew("gzip", files.gzip(settings.rows()));
        }
    }

    private void measureNew(String name, Path file) throws Exception {
        empty();
        measured(name, usher.importFile(file), "inserted");
    }

    private void stock() throws Exception {
        if (settings.wants("f")) {
            var rows = files.ndjson(settings.rows(), 0);
            empty();
            timings.add("f", new StockBatch(database, table.connectionId()).run(rows));
        }
    }

    private void measured(String name, UsherProcess.Run run, String counter) {
        if (run.count(counter) != settings.rows()) {
            throw new IllegalStateException("(" + name + ") did not take all rows: " + run.summary());
        }
        timings.add(name, run.job());
        timings.addPart(name + ", whole command", run.process());
        for (var phase : run.tenths()) {
            timings.addPart(name + " " + phase.phase(), Duration.ofMillis((long) (phase.seconds() * 1000)));
        }
    }

    /** Both tables, whoever is measured: what the other left behind must not slow it down. */
    private void empty() throws SQLException {
        database.run("TRUNCATE users, " + HandWritten.TABLE, "CHECKPOINT");
    }

    private void speeds() {
        report.table("", "what", "seconds", "rows/s");
        report.speed("a", "one session COPY of pre-shaped rows into the indexed table", settings.rows());
        usherSpeed("b", "Usher, NDJSON into an empty connection");
        report.speed(
                "c", "COPY into staging and one INSERT … ON CONFLICT DO UPDATE, every row changes", settings.rows());
        usherSpeed("d", "Usher --upsert, every row changes");
        usherSpeed("d0", "Usher --upsert, no row changes");
        usherSpeed("csv", "as b, from CSV");
        usherSpeed("array", "as b, from a JSON array");
        usherSpeed("gzip", "as b, from NDJSON in gzip");
        report.speed("f", "stock Spring Batch into an empty table", settings.rows());
        report.table("ratio of speeds", "", "measured", "wanted");
        report.ratio("b", "a", 0.8, "new users against COPY");
        report.ratio("d", "c", 1.0, "upsert of changed rows against SQL by hand");
        report.ratio("d0", "c", 2.5, "upsert of unchanged rows against SQL by hand");
        report.ratio("csv", "b", 0.7, "CSV against NDJSON");
        report.ratio("b", "f", 2.0, "against stock Spring Batch");
    }

    private void usherSpeed(String name, String what) {
        report.speed(name, what + ", by the job's clock", settings.rows());
        report.speed(name + ", whole command", "the same with the start of the JVM and of Spring", settings.rows());
        report.speed(name + " stage", "of it reading, checking and staging", settings.rows());
        report.speed(name + " merge", "of it inserting and updating users", settings.rows());
    }

    private void memory() throws IOException, SQLException, InterruptedException {
        boolean first = true;
        for (var load : List.of("memory", "large")) {
            if (settings.wants(load)) {
                if (first) {
                    report.table(
                            "memory with " + String.join(" ", UsherProcess.FIXED_HEAP),
                            "peak RSS in MB",
                            "last tenth / first tenth");
                    first = false;
                }
                measureMemory(load);
            }
        }
    }

    private void measureMemory(String load) throws IOException, SQLException, InterruptedException {
        if (load.equals("large")) {
            measureMemory(LARGE_ROWS + " rows of 1 MB", files.largeRows(LARGE_ROWS));
        } else {
            measureMemory(settings.rows() / 10 + " rows", files.ndjson(settings.rows() / 10, 0));
            measureMemory(settings.rows() + " rows", files.ndjson(settings.rows(), 0));
        }
    }

    private void measureMemory(String what, Path file) throws IOException, SQLException, InterruptedException {
        empty();
        var run = usher.importFile(UsherProcess.FIXED_HEAP, file);
        var tenths = new StringBuilder();
        for (var phase : run.tenths()) {
            tenths.append(tenths.isEmpty() ? "" : ", ")
                    .append(phase.phase())
                    .append(BenchReport.number(" %.2f", phase.ratio()));
        }
        report.row(what, BenchReport.number("%.0f", run.peakMemoryBytes() / 1e6), tenths.toString());
        System.out.printf("%s: %d MB, %s%n", what, run.peakMemoryBytes() / 1_000_000, tenths);
    }
}
