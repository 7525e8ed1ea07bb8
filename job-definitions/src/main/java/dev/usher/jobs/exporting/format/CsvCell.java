package dev.usher.jobs.exporting.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.usher.jobs.csv.CsvEscape;
import java.util.regex.Pattern;

/** Writes the cells of a CSV file that hold text. */
final class CsvCell {

    /** Names that mean the same to every program without quotes. */
    private static final Pattern PLAIN_NAME = Pattern.compile("\\w(?:[\\w .:\\[\\]-]*[\\w\\]])?");

    private CsvCell() {}

    /** Appends the name of a column; it has quotes only if it needs them. */
    static void appendName(TextBuffer out, String name, CsvEscape escape) {
        byte[] utf8 = name.getBytes(UTF_8);
        if (PLAIN_NAME.matcher(name).matches()) {
            out.append(utf8);
        } else {
            appendText(out, utf8, 0, utf8.length, escape);
        }
    }

    static void appendText(TextBuffer out, byte[] utf8, int from, int to, CsvEscape escape) {
        out.append('"');
        if (escape.escapes(utf8, from, to)) {
            out.append(CsvEscape.MARK);
        }
        int start = from;
        for (int i = from; i < to; i++) {
            if (utf8[i] == '"') {
                // The quote goes out twice: here, and as the first byte of what follows.
                out.append(utf8, start, i + 1 - start);
                start = i;
            }
        }
        out.append(utf8, start, to - start);
        out.append('"');
    }
}
