package dev.usher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The result as Markdown, which can also be read as plain text. */
final class BenchReport {

    private final Timings timings;
    private final List<String> lines = new ArrayList<>();

    BenchReport(Timings timings) {
        this.timings = timings;
    }

    void text(String line) {
        lines.add(line);
    }

    void table(String... head) {
        lines.add("");
        lines.add(row(List.of(head)));
        lines.add("|" + "---|".repeat(head.length));
    }

    void row(String... cells) {
        lines.add(row(List.of(cells)));
    }

    /** A row of the table of speeds, if it was measured. */
    void speed(String name, String what, int rows) {
        if (timings.has(name)) {
            double seconds = timings.median(name);
            row(name, what, number("%.2f", seconds), number("%,.0f", rows / seconds));
        }
    }

    /** A row of the table of ratios, if both were measured. */
    void ratio(String fast, String slow, double wanted, String what) {
        if (timings.has(fast) && timings.has(slow)) {
            row(
                    "(" + fast + ") / (" + slow + ")",
                    what,
                    number("%.2f", timings.speedRatio(fast, slow)),
                    number("%.2f", wanted));
        }
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    String write(Path file) throws IOException {
        var text = lines.stream().collect(Collectors.joining("\n", "", "\n"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
        return text;
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
