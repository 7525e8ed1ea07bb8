package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.source.UnreadableInputException;
import dev.usher.jobs.user.UserAttribute;
import java.util.Arrays;
import java.util.Comparator;
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

    /** Whether it names nothing that a user has. */
    boolean isUnknown() {
        return !name.isEmpty()
                && !UserAttribute.isExportOnly(name)
                && attribute().isEmpty();
    }

    /** Whether it would be known without the apostrophe in front of it. */
    boolean looksEscaped() {
        return name.startsWith("'") && !new CsvColumnName(number, name.substring(1)).isUnknown();
    }

    /** What a column of this name holds; {@linkplain #isUnknown() unknown} ones hold nothing. */
    CsvColumn column() {
        if (name.isEmpty()) {
            return new CsvColumn.Dropped();
        }
        if (UserAttribute.isExportOnly(name)) {
            return new CsvColumn.ExportOnly(name);
        }
        Optional<CsvColumn.Type> type = type();
        String path = path();
        String[] keys = path.split("\\.", -1);
        UserAttribute attribute = attribute().orElseThrow();
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

    private Optional<UserAttribute> attribute() {
        return UserAttribute.findByName(path().split("\\.", -1)[0]);
    }

    private String path() {
        return type().isPresent() ? name.substring(0, name.lastIndexOf(':')) : name;
    }

    private Optional<CsvColumn.Type> type() {
        int colon = name.lastIndexOf(':');
        return colon < 0 ? Optional.empty() : type(name.substring(colon + 1));
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

    private String where() {
        return "Column " + number + " of the CSV header"
                + shown().map(n -> " (" + n + ")").orElse("");
    }

    /** The name in quotes; empty if it may be a user's data. */
    Optional<String> shown() {
        return Optional.of(name).filter(n -> SHOWABLE.matcher(n).matches()).map(n -> "\"" + n + "\"");
    }

    /** Whether it is the name of an attribute, or has its letters. */
    boolean spellsAttribute() {
        return attribute().isPresent()
                || Arrays.stream(UserAttribute.values())
                        .anyMatch(
                                attribute -> letters(attribute.attributeName()).equals(letters(name)));
    }

    /** The attribute whose name differs in at most two letters, case and punctuation aside; empty if none does. */
    Optional<String> nearest() {
        String wanted = letters(name);
        return Arrays.stream(UserAttribute.values())
                .map(UserAttribute::attributeName)
                .filter(attribute -> distance(wanted, letters(attribute)) < 3)
                .min(Comparator.comparingInt(attribute -> distance(wanted, letters(attribute))));
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
