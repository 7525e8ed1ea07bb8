package dev.usher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Measures imports on one PostgreSQL and prints a table; {@code mvn -q -Pbench verify} runs it.
 *
 * <p>The rows: {@code a} COPY, {@code b} Usher, both into an empty table; {@code c} hand-written upsert, {@code d} Usher's,
 * {@code d0} the same where nothing changes; {@code csv}, {@code array} and {@code gzip} as b; {@code f} stock Spring
 * Batch; {@code memory} and {@code large} for the memory that Usher takes.
 */
public final class ImportBenchmark {

    /** The whole heap is touched at the start, so that what differs between two runs is what grows with the file. */
    private static final List<String> FIXED_HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private static final int LARGE_ROWS = 1_000;

    private final BenchSettings settings;
    private final BenchDatabase database;
    private final SampleFiles files;
    private final UsersTable table;
    private final UsherProcess usher;
    private final HandWritten byHand;
    private final Timings timings = new Timings();
    private final BenchReport report = new BenchReport(timings);

    private ImportBenchmark(
            BenchSettings settings, BenchDatabase database, SampleFiles files, UsersTable table, UsherProcess usher) {
        this.settings = settings;
        this.database = database;
        this.files = files;
        this.table = table;
        this.usher = usher;
        this.byHand = new HandWritten(database);
    }

    public static void main(String[] arguments) throws Exception {
        var settings = BenchSettings.fromSystemProperties();
        Files.createDirectories(settings.work());
        Path home = Files.createTempDirectory("usher-bench-");
        try (var database = BenchDatabase.open(home)) {
            create(settings, database).run();
        } finally {
            delete(home);
        }
    }

    /** One small import first: it lets Flyway make the schema, and tells the connection's id. */
    private static ImportBenchmark create(BenchSettings settings, BenchDatabase database) throws Exception {
        var files = new SampleFiles(settings.work(), settings.seed());
        var usher = new UsherProcess(database, settings.launcher(), settings.work());
        usher.importFile(files.ndjson(100, 0), "--upsert");
        var connection = database.text("SELECT id FROM connections WHERE name = '" + UsherProcess.CONNECTION + "'");
        database.run(
                "DROP TABLE IF EXISTS " + HandWritten.TABLE,
                "CREATE TABLE " + HandWritten.TABLE + " (LIKE users INCLUDING ALL)");
        return new ImportBenchmark(settings, database, files, new UsersTable(connection), usher);
    }

    private void run() throws Exception {
        facts();
        for (int round = 1; round <= settings.repeat(); round++) {
            newUsers();
            upserts();
        }
        formats();
        stock();
        speeds();
        memory();
        System.out.println();
        System.out.print(report.write(settings.report()));
    }

    private void newUsers() throws Exception {
        if (settings.wants("a")) {
            var rows = files.copy(settings.rows(), 0, table);
            empty();
            measured("a", byHand.copy(rows));
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
            measured("c", byHand.upsert(files.copy(settings.rows(), 1, table)));
        }
        if (settings.wants("d")) {
            byHand.fill("users", files.copy(settings.rows(), 0, table));
            measured("d", usher.importFile(files.ndjson(settings.rows(), 1), "--upsert"), "updated");
        }
        if (settings.wants("d0")) {
            byHand.fill("users", files.copy(settings.rows(), 0, table));
            measured("d0", usher.importFile(files.ndjson(settings.rows(), 0), "--upsert"), "unchanged");
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
            measured("f", new StockBatch(database, table.connectionId()).run(rows));
        }
    }

    private void measured(String name, UsherProcess.Run run, String counter) {
        if (run.count(counter) != settings.rows()) {
            throw new IllegalStateException("(" + name + ") did not take all rows: " + run.summary());
        }
        measured(name, run.job());
        timings.add(name + ", whole command", run.process());
        for (var phase : run.tenths()) {
            timings.add(name + " " + phase.phase(), Duration.ofMillis((long) (phase.seconds() * 1000)));
        }
    }

    private void measured(String name, Duration took) {
        timings.add(name, took);
        System.out.printf("(%s) %.2f s%n", name, took.toMillis() / 1000.0);
    }

    /** Both tables, whoever is measured: what the other left behind must not slow it down. */
    private void empty() throws SQLException {
        database.run("TRUNCATE users, " + HandWritten.TABLE, "CHECKPOINT");
    }

    private void facts() throws Exception {
        report.text(settings.rows() + " users, seed " + settings.seed() + ", " + settings.repeat()
                + " round(s); medians. " + MachineFacts.text());
        report.text("");
        report.text("PostgreSQL: " + database.settings());
        System.out.print(MachineFacts.text() + "\n");
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
                            "memory with " + String.join(" ", FIXED_HEAP),
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
        var run = usher.importFile(FIXED_HEAP, file);
        var tenths = new StringBuilder();
        for (var phase : run.tenths()) {
            tenths.append(tenths.isEmpty() ? "" : ", ")
                    .append(phase.phase())
                    .append(BenchReport.number(" %.2f", phase.ratio()));
        }
        report.row(what, BenchReport.number("%.0f", run.peakMemoryBytes() / 1e6), tenths.toString());
        System.out.printf("%s: %d MB, %s%n", what, run.peakMemoryBytes() / 1_000_000, tenths);
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
