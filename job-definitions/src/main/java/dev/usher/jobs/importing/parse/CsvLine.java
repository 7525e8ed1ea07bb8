package dev.usher.jobs.importing.parse;

import com.opencsv.ICSVParser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Lines of a small CSV file that holds no users: one record each. For one thread. */
public final class CsvLine {

    private final ICSVParser parser;

    public CsvLine(char delimiter) {
        parser = new RFC4180ParserBuilder().withSeparator(delimiter).build();
    }

    /** The texts of the line's cells; nothing if a quote is not closed in it. */
    public Optional<List<String>> cells(String line) {
        // OpenCSV would close it at the end of the line.
        if (line.chars().filter(c -> c == '"').count() % 2 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(List.of(parser.parseLine(line)));
        } catch (IOException e) {
            throw new UncheckedIOException("a line with closed quotes was refused", e);
        }
    }
}
