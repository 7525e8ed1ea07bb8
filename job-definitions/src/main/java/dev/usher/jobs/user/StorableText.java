package dev.usher.jobs.user;

/** What PostgreSQL can store as text, and so look for: no NUL, and no half of a surrogate pair. */
public final class StorableText {

    private StorableText() {}

    public static boolean isStorable(String text) {
        return firstWrongChar(text) < 0;
    }

    /** Index of the first char that can't be stored, or -1. */
    public static int firstWrongChar(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return i;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == length || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
