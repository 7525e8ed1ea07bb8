package dev.usher.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures exports of a full table.
 *
 * <p>The rows: {@code g} one session's COPY of {@code row_to_json}, {@code gz} the same through {@code gzip -6};
 * {@code h}, {@code i} and {@code j} Usher as NDJSON, gzip and CSV; {@code k} stock Spring Batch; {@code memory-export}
 * for the memory that Usher takes.
 */
final class ExportBenchmark {

    private static final List<String> ROWS = List.of("g", "gz", "h", "i", "j", "k", "memory-export");

    private final BenchSettings settings;
    private final BenchDatabase database;
    private final SampleFiles files;
    private final UsersTable table;
    private final UsherProcess usher;
    private final Timings timings;
    private final BenchReport report;

    ExportBenchmark(
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
        this.timings = timings;
        this.report = report;
    }

    void run() throws Exception {
        if (ROWS.stream().noneMatch(settings::wants)) {
            return;
        }
        new HandWritten(database).fill("users", files.copy(settings.rows(), 0, table));
        for (int round = 1; round <= settings.repeat(); round++) {
            byHand();
            byUsher("h", "users.ndjson");
            byUsher("i", "users.ndjson.gz");
            byUsher("j", "users.csv");
        }
        if (settings.wants("k")) {
            timings.add("k", new StockExport(database).run(target("stock.ndjson")));
        }
        speeds();
        if (settings.wants("memory-export")) {
            memory();
        }
    }

    private void byHand() throws Exception {
        var copy = new HandWrittenExport(database);
        if (settings.wants("g")) {
            timings.add("g", copy.plain(target("copy.ndjson")));
        }
        if (settings.wants("gz")) {
            timings.add("gz", copy.gzip(target("copy.ndjson.gz")));
        }
    }

    private void byUsher(String name, String file) throws Exception {
        if (settings.wants(name)) {
            var run = export(List.of("-Xmx256m"), file);
            timings.add(name, run.job());
            timings.addPart(name + ", whole command", run.process());
        }
    }

    private UsherProcess.Run export(List<String> jvmOptions, String file) throws Exception {
        var run = usher.exportFile(jvmOptions, target(file));
        long users = Long.parseLong(database.text("SELECT count(*) FROM users"));
        if (run.count("total") != users) {
            throw new IllegalStateException(file + " does not hold all users: " + run.summary());
        }
        return run;
    }

    private Path target(String name) throws Exception {
        Path target = settings.work().resolve("export-" + name);
        Files.deleteIfExists(target);
        return target;
    }

    private void speeds() {
        report.table("", "what", "seconds", "rows/s");
        report.speed("g", "COPY (SELECT row_to_json(u) …) TO STDOUT, one session", settings.rows());
        report.speed("gz", "the same through gzip -6", settings.rows());
        usherSpeed("h", "Usher --all-fields, NDJSON");
        usherSpeed("i", "Usher --all-fields, NDJSON in gzip");
        usherSpeed("j", "Usher --all-fields, CSV");
        report.speed("k", "stock Spring Batch, NDJSON", settings.rows());
        report.table("ratio of speeds", "", "measured", "wanted");
        report.ratio("h", "g", 1.0, "NDJSON against COPY");
        report.ratio("i", "gz", 0.8, "gzip against COPY through gzip -6");
    }

    private void usherSpeed(String name, String what) {
        report.speed(name, what + ", by the job's clock", settings.rows());
        report.speed(name + ", whole command", "the same with the start of the JVM and of Spring", settings.rows());
    }

    /** The smaller table is the larger one without nine of ten users: both runs read the same kind of users. */
    private void memory() throws Exception {
        report.table("memory of exports with " + String.join(" ", UsherProcess.FIXED_HEAP), "peak RSS in MB");
        measureMemory(settings.rows());
        database.run("DELETE FROM users WHERE hashtext(user_id) % 10 <> 0", "VACUUM (ANALYZE) users");
        measureMemory(settings.rows() / 10);
    }

    private void measureMemory(int users) throws Exception {
        var run = export(UsherProcess.FIXED_HEAP, "memory.ndjson.gz");
        report.row("about " + users + " users", BenchReport.number("%.0f", run.peakMemoryBytes() / 1e6));
        System.out.printf("about %d users: %d MB%n", users, run.peakMemoryBytes() / 1_000_000);
    }
}
