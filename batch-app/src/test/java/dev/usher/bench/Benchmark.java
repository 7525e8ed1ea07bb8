package dev.usher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Measures imports and exports on one PostgreSQL and prints tables; {@code mvn -q -Pbench verify} runs it. */
public final class Benchmark {

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        var settings = BenchSettings.fromSystemProperties();
        Files.createDirectories(settings.work());
        Path home = Files.createTempDirectory("usher-bench-");
        try (var database = BenchDatabase.open(home)) {
            run(settings, database);
        } finally {
            delete(home);
        }
    }

    private static void run(BenchSettings settings, BenchDatabase database) throws Exception {
        var timings = new Timings();
        var report = new BenchReport(timings);
        var files = new SampleFiles(settings.work(), settings.seed());
        var usher = new UsherProcess(database, settings.launcher(), settings.work());
        var table = prepare(database, files, usher);
        facts(settings, database, report);
        new ImportBenchmark(settings, database, files, table, usher, timings, report).run();
        new ExportBenchmark(settings, database, files, table, usher, timings, report).run();
        new ServerBenchmark(settings, database, files, table.connectionId(), report).run();
        new SearchBenchmark(settings, database, files, usher, report).run();
        System.out.println();
        System.out.print(report.write(settings.report()));
    }

    /** One small import first: it lets Flyway make the schema, and tells the connection's id. */
    private static UsersTable prepare(BenchDatabase database, SampleFiles files, UsherProcess usher) throws Exception {
        usher.importFile(files.ndjson(100, 0), "--upsert");
        var connection = database.text("SELECT id FROM connections WHERE name = '" + UsherProcess.CONNECTION + "'");
        database.run(
                "DROP TABLE IF EXISTS " + HandWritten.TABLE,
                "CREATE TABLE " + HandWritten.TABLE + " (LIKE users INCLUDING ALL)");
        return new UsersTable(connection);
    }

    private static void facts(BenchSettings settings, BenchDatabase database, BenchReport report) throws Exception {
        report.text(settings.rows() + " users, seed " + settings.seed() + ", " + settings.repeat()
                + " round(s); medians. " + MachineFacts.text());
        report.text("");
        report.text("PostgreSQL: " + database.settings());
        System.out.print(MachineFacts.text() + "\n");
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
