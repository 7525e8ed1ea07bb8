package dev.usher.jobs.importing.validate;

/** How a text of the file is repeated in an error: short, and without what a terminal or the database can't take. */
final class Shown {

    private static final int MAX_CODE_POINTS = 100;

    private Shown() {}

    static String of(String text) {
        var shown = new StringBuilder();
        int codePoints = 0;
        for (int i = 0; i < text.length(); codePoints++) {
            if (codePoints == MAX_CODE_POINTS) {
                return shown.append('\u2026').toString();
            }
            int codePoint = text.codePointAt(i);
            shown.appendCodePoint(isPrintable(codePoint) ? codePoint : '\uFFFD');
            i += Character.charCount(codePoint);
        }
        return shown.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
