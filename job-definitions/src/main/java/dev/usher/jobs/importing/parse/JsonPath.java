package dev.usher.jobs.importing.parse;

import org.jspecify.annotations.Nullable;

/** The way from a record's root to where the parser is; written out only for an error. */
final class JsonPath {

    private static final int SHOWN_NAME_CHARS = 100;

    private final @Nullable String[] names = new String[JsonLimits.MAX_DEPTH + 2];
    private final int[] indices = new int[JsonLimits.MAX_DEPTH + 2];
    private String root = "";
    private int depth;

    /** @param rootName what stands before the first name; empty for a whole record */
    void begin(String rootName) {
        root = rootName;
        depth = 0;
        names[0] = null;
        indices[0] = -1;
    }

    void down() {
        depth++;
        names[depth] = null;
        indices[depth] = -1;
    }

    void up() {
        depth--;
    }

    void name(String name) {
        names[depth] = name;
    }

    void index(int index) {
        indices[depth] = index;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(root);
        for (int level = 0; level <= depth; level++) {
            String name = names[level];
            if (name != null) {
                text.append(text.length() == 0 ? "" : ".").append(shown(name));
            } else if (indices[level] >= 0) {
                text.append('[').append(indices[level]).append(']');
            }
        }
        return text.toString();
    }

    private static String shown(String name) {
        return name.length() <= SHOWN_NAME_CHARS ? name : name.substring(0, SHOWN_NAME_CHARS) + "…";
    }
}
