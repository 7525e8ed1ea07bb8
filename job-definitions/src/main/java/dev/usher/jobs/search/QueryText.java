package dev.usher.jobs.search;

import dev.usher.jobs.search.ValueTest.Pattern;
import dev.usher.jobs.search.ValueTest.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Words of a query with their escapes resolved, as Lucene resolves them: a backslash makes the next character plain. */
final class QueryText {

    private static final char ESCAPE = '\\';
    private static final int HEX_DIGITS = 4;

    private QueryText() {}

    /** A word in which a plain {@code *} is a wildcard. */
    static ValueTest test(String word, int column) {
        var parts = split(word, true, column);
        return parts.size() == 1 ? new Value(parts.get(0)) : new Pattern(parts);
    }

    /** A word without wildcards. */
    static String plain(String word, int column) {
        return split(word, false, column).get(0);
    }

    /** What stands in quotes. */
    static String unquoted(String quoted, int column) {
        return plain(quoted.substring(1, quoted.length() - 1), column);
    }

    private static List<String> split(String word, boolean wildcards, int column) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        int i = 0;
        while (i < word.length()) {
            char c = word.charAt(i++);
            if (c == ESCAPE) {
                i = appendEscaped(word, i, part, column);
            } else if (c == '*' && wildcards) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        for (String text : parts) {
            Storable.require(text, column);
        }
        return parts;
    }

    private static int appendEscaped(String word, int at, StringBuilder text, int column) {
        if (at == word.length()) {
            throw new InvalidQueryException(
                    "The value at column " + column + " ends with a backslash. Write \\\\ for a backslash itself.");
        }
        if (word.charAt(at) != 'u') {
            text.append(word.charAt(at));
            return at + 1;
        }
        int end = at + 1 + HEX_DIGITS;
        if (end > word.length() || !word.substring(at + 1, end).chars().allMatch(HexFormat::isHexDigit)) {
            throw new InvalidQueryException("The value at column " + column
                    + " has \\u without four hexadecimal digits. Write \\\\ for a backslash itself.");
        }
        text.append((char) HexFormat.fromHexDigits(word, at + 1, end));
        return end;
    }
}
