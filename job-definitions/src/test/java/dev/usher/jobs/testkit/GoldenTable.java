package dev.usher.jobs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Expected outcomes, one {@code name = outcome} a line, compared by machine and read by people when they change. */
public final class GoldenTable {

    private static final boolean WRITE = Boolean.getBoolean("usher.test.write-golden");

    private final Path file;
    private final Map<String, String> expected = new LinkedHashMap<>();
    private final Map<String, String> actual = new LinkedHashMap<>();

    private GoldenTable(Path file) {
        this.file = file;
    }

    public static GoldenTable at(Path file) {
        var table = new GoldenTable(file);
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    int separator = line.indexOf(" = ");
                    table.expected.put(line.substring(0, separator), line.substring(separator + 3));
                }
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares an outcome with the table, or notes it if the table is to be written anew. */
    public synchronized void check(String name, String outcome) {
        var line = outcome.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        actual.putIfAbsent(name, line);
        if (!WRITE) {
            assertThat(line).as(name).isEqualTo(expected.get(name));
        }
        assertThat(line).as(name + ", as before").isEqualTo(actual.get(name));
    }

    public synchronized void writeIfAsked() {
        if (!WRITE) {
            return;
        }
        var text = new StringBuilder();
        actual.forEach(
                (name, line) -> text.append(name).append(" = ").append(line).append('\n'));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
