package dev.usher.jobs.importing;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.importing.parse.CsvHeader;
import dev.usher.jobs.importing.parse.RowReaders;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.importing.split.RecordBlockReader;
import dev.usher.jobs.importing.split.ScannedFile;
import dev.usher.jobs.importing.split.SplitLimits;
import dev.usher.jobs.user.UserAttribute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file whose texts look as if an export had put apostrophes in front of them, although nobody said so: the
 * apostrophes are imported as part of addresses and names.
 */
public final class EscapeHint {

    /** Of the warning in the table {@code job_warnings}, whose path is the mode. */
    public static final String CODE = "ESCAPED_TEXT";

    private static final int ROWS = 100;

    private EscapeHint() {}

    /** @param mode as it is typed, or requested */
    public static String sentence(String mode) {
        return "texts begin with an apostrophe, as exports write them against formulas; --csv-escape " + mode
                + " (in a request: csv_escape=" + mode + ") takes it away";
    }

    /**
     * Looks at the first rows of a file.
     *
     * @param data the unpacked file
     * @param header null for JSON
     * @return the mode that should have been asked for, as it is typed
     */
    static Optional<String> find(Path data, ScannedFile scanned, @Nullable CsvHeader header, CsvEscape given) {
        if (header == null || given != CsvEscape.NONE || scanned.parts().isEmpty()) {
            return Optional.empty();
        }
        var texts = new ArrayList<String>();
        var phoneNumbers = new ArrayList<String>();
        for (var row : firstRows(data, scanned, header)) {
            row.values().forEach((attribute, value) -> {
                if (attribute.type() == UserAttribute.Type.TEXT && value instanceof RowValue.Text text) {
                    texts.add(text.value());
                    if (attribute == UserAttribute.PHONE_NUMBER) {
                        phoneNumbers.add(text.value());
                    }
                }
            });
        }
        return allBeginWith("'", texts)
                ? mode(CsvEscape.AUTH0)
                : allBeginWith("'+", phoneNumbers) ? mode(CsvEscape.FORMULA) : Optional.empty();
    }

    private static List<RawRow> firstRows(Path data, ScannedFile scanned, CsvHeader header) {
        var rows = new ArrayList<RawRow>();
        var part = scanned.parts().get(0);
        var reader = RowReaders.forInput(scanned.input(), header);
        try (var blocks = RecordBlockReader.open(data, scanned.input(), part, part.start(), SplitLimits.DEFAULT)) {
            blocks.next().ifPresent(block -> {
                for (int i = 0; i < Math.min(ROWS, block.size()); i++) {
                    rows.add(reader.read(block, i));
                }
            });
        }
        return rows;
    }

    private static boolean allBeginWith(String start, List<String> texts) {
        return !texts.isEmpty() && texts.stream().allMatch(text -> text.startsWith(start));
    }

    private static Optional<String> mode(CsvEscape escape) {
        return Optional.of(escape.name().toLowerCase(Locale.ROOT));
    }
}
