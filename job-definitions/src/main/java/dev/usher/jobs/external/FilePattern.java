package dev.usher.jobs.external;

/**
 * Names of files: {@code *} stands for any characters, {@code ?} for one. {@code users-*.csv} matches
 * {@code users-2026-01-31.csv}, but neither {@code a/users-1.csv} nor {@code .users-1.csv}.
 */
public record FilePattern(String text) {

    static final int MAX_CHARS = 255;

    /** @throws IllegalArgumentException if it could match no name, or one that leads elsewhere; the message is for people */
    public FilePattern {
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("it must have 1 to " + MAX_CHARS + " characters");
        }
        if (text.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
            throw new IllegalArgumentException("it is the name of a file, with * and ? if you like, without a folder");
        }
        if (text.startsWith(".")) {
            throw new IllegalArgumentException("it begins with a dot; hidden files are never taken");
        }
    }

    /** Whether it is the name of one file. */
    public boolean isName() {
        return text.equals(literalStart());
    }

    /** What every name that matches begins with. */
    public String literalStart() {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '*' && text.charAt(end) != '?') {
            end++;
        }
        return text.substring(0, end);
    }

    /** Takes time in proportion to the product of both lengths, whatever the pattern. */
    public boolean matches(String name) {
        if (name.isEmpty() || name.startsWith(".")) {
            return false;
        }
        int at = 0;
        int from = 0;
        int star = -1;
        int starFrom = 0;
        while (from < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                starFrom = from;
            } else if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == name.charAt(from))) {
                at++;
                from++;
            } else if (star >= 0) {
                // The last star takes one character more.
                at = star + 1;
                from = ++starFrom;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
