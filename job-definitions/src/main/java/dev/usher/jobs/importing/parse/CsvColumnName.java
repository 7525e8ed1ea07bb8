package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.source.UnreadableInputException;
import dev.usher.jobs.user.UserAttribute;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads one name of a CSV header: an attribute, a dotted path into an object, with a type after a colon.
 *
 * @param number 1-based
 */
record CsvColumnName(int number, String name) {

    // A file without a header has a user's data here, which no message may repeat.
    private static final Pattern SHOWABLE = Pattern.compile("[A-Za-z][A-Za-z _.:-]{0,59}");

    CsvColumn column() {
        if (name.isEmpty()) {
            return new CsvColumn.Dropped();
        }
        if (UserAttribute.isExportOnly(name)) {
            return new CsvColumn.ExportOnly(name);
        }
        int colon = name.lastIndexOf(':');
        Optional<CsvColumn.Type> type = colon < 0 ? Optional.empty() : type(name.substring(colon + 1));
        String path = type.isPresent() ? name.substring(0, colon) : name;
        String[] keys = path.split("\\.", -1);
        UserAttribute attribute = UserAttribute.findByName(keys[0]).orElseThrow(this::unknown);
        if (attribute.type() == UserAttribute.Type.OBJECT || attribute.type() == UserAttribute.Type.ARRAY) {
            return inner(attribute, path, Arrays.asList(keys).subList(1, keys.length), type);
        }
        boolean plain = keys.length == 1;
        if (!plain
                || (type.isPresent()
                        && (attribute.type() != UserAttribute.Type.BOOLEAN || type.get() != CsvColumn.Type.BOOLEAN))) {
            throw new UnreadableInputException(where() + " reaches into " + keys[0]
                    + ", which is a single value: paths and types are for metadata.");
        }
        return new CsvColumn.Attribute(attribute);
    }

    private CsvColumn inner(UserAttribute attribute, String path, List<String> keys, Optional<CsvColumn.Type> type) {
        boolean whole = keys.isEmpty();
        if (whole
                ? type.isEmpty() || type.get() != CsvColumn.Type.JSON
                : attribute.type() == UserAttribute.Type.ARRAY) {
            throw new UnreadableInputException(where() + " holds JSON; name it " + attribute.attributeName()
                    + ":json, or a part of it " + "user_metadata.age, user_metadata.age:number.");
        }
        if (keys.contains("") || keys.size() >= JsonLimits.MAX_DEPTH) {
            throw new UnreadableInputException(where() + " has an empty step in its path, or too many steps.");
        }
        return new CsvColumn.Inner(attribute, path, List.copyOf(keys), type.orElse(CsvColumn.Type.TEXT));
    }

    private static Optional<CsvColumn.Type> type(String suffix) {
        return switch (suffix) {
            case "number" -> Optional.of(CsvColumn.Type.NUMBER);
            case "boolean" -> Optional.of(CsvColumn.Type.BOOLEAN);
            case "json" -> Optional.of(CsvColumn.Type.JSON);
            case "null" -> Optional.of(CsvColumn.Type.NULL);
            default -> Optional.empty();
        };
    }

    private UnreadableInputException unknown() {
        String nearest = nearest();
        String hint = nearest.isEmpty() ? "" : " Did you mean \"" + nearest + "\"?";
        return new UnreadableInputException(
                where() + " is no user attribute." + hint
                        + " Rename or drop it with a mapping of columns; the first line of a CSV must hold the names of its columns.");
    }

    private String where() {
        String shown = SHOWABLE.matcher(name).matches() ? " (\"" + name + "\")" : "";
        return "Column " + number + " of the CSV header" + shown;
    }

    /** The attribute whose name differs in at most two letters, case and punctuation aside; empty if none does. */
    private String nearest() {
        String wanted = letters(name);
        String best = "";
        int distance = 3;
        for (UserAttribute attribute : UserAttribute.values()) {
            int d = distance(wanted, letters(attribute.attributeName()));
            if (d < distance) {
                distance = d;
                best = attribute.attributeName();
            }
        }
        return best;
    }

    private static String letters(String text) {
        String shortened = text.substring(0, Math.min(60, text.length()));
        return shortened.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
