package dev.usher.jobs.importing.source;

/** What may differ between CSV files: the delimiter, one of comma, semicolon and tab. */
public record CsvDialect(char delimiter) {

    public static final CsvDialect COMMA = new CsvDialect(',');

    public CsvDialect {
        if (delimiter != ',' && delimiter != ';' && delimiter != '\t') {
            throw new IllegalArgumentException("A CSV delimiter is a comma, a semicolon or a tab.");
        }
    }
}
