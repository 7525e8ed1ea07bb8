package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.source.UnreadableInputException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Columns of a CSV header that hold nothing a user has: all are named at once, so that they are mended at once. */
final class UnknownColumns {

    private static final int SHOWN = 10;

    private UnknownColumns() {}

    static void refuse(List<CsvColumnName> header) {
        var unknown = header.stream().filter(CsvColumnName::isUnknown).toList();
        if (unknown.isEmpty()) {
            return;
        }
        boolean named = isHeader(header);
        var first = unknown.stream().limit(SHOWN).map(c -> shown(c, named)).collect(Collectors.joining(", "));
        var more = unknown.size() > SHOWN ? " and " + (unknown.size() - SHOWN) + " more" : "";
        throw new UnreadableInputException("The CSV header names what is no user attribute: " + first + more
                + "." + escapeHint(unknown)
                + " Say with --map \"Column=field\" (in a request: map={\"Column\": \"field\"}) what a column holds, or"
                + " give no field to drop it;"
                + " the first line of a CSV must hold the names of its columns.");
    }

    private static String escapeHint(List<CsvColumnName> unknown) {
        return unknown.stream().allMatch(CsvColumnName::looksEscaped)
                ? " They begin with an apostrophe, as exports write texts against formulas:"
                        + " --csv-escape auth0 (in a request: csv_escape=auth0) takes it away."
                : "";
    }

    /**
     * Whether the line names columns; else it may be the first user, whom no message may repeat. One name that is nearly
     * one of ours proves nothing: Emil is nearly an e-mail.
     */
    private static boolean isHeader(List<CsvColumnName> line) {
        boolean address = line.stream().anyMatch(column -> column.name().contains("@"));
        boolean spelt = line.stream().anyMatch(CsvColumnName::spellsAttribute);
        long near = line.stream().filter(column -> column.nearest().isPresent()).count();
        return !address && (spelt || near > 1);
    }

    private static String shown(CsvColumnName column, boolean named) {
        if (!named) {
            return "column " + column.number();
        }
        var hint = column.nearest().map(nearest -> "did you mean \"" + nearest + "\"?");
        var about = Stream.concat(column.shown().stream(), hint.stream()).collect(Collectors.joining(", "));
        return "column " + column.number() + (about.isEmpty() ? "" : " (" + about + ")");
    }
}
