package dev.usher.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a run measures; each part is a system property {@code usher.bench.…}.
 *
 * @param only names of the rows to measure, as in {@link ImportBenchmark} and {@link ExportBenchmark}; empty for all
 * @param repeat how often the compared pairs are measured, in turns
 * @param launcher the application as users run it
 * @param report the Markdown file to write
 */
record BenchSettings(int rows, long seed, Set<String> only, int repeat, Path launcher, Path report, Path work) {

    static BenchSettings fromSystemProperties() {
        var only = new LinkedHashSet<>(Arrays.asList(property("only", "").split(",", -1)));
        only.remove("");
        return new BenchSettings(
                Integer.parseInt(property("rows", "1000000")),
                Long.parseLong(property("seed", "20260101")),
                only,
                Integer.parseInt(property("repeat", "1")),
                Path.of(property("launcher", "../usher")).toAbsolutePath(),
                Path.of(property("report", "target/benchmarks.md")).toAbsolutePath(),
                Path.of(property("work", "target/bench")).toAbsolutePath());
    }

    boolean wants(String name) {
        return only.isEmpty() || only.contains(name);
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty("usher.bench." + name, "");
        return value.isBlank() ? otherwise : value;
    }
}
