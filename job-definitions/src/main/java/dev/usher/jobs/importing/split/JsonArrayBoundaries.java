package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.source.FilePosition;

/**
 * Finds the elements of a JSON array by strings and depth alone, so that an element that is wrong inside, but balanced,
 * costs only itself. Whatever is wrong between elements is an {@link ArrayFault}.
 *
 * <p>Example: {@code [{"a":"]"}, 2]} gives [1,10) and [12,13). A position between two elements is the end of the first,
 * before its comma.
 */
final class JsonArrayBoundaries extends RecordBoundaries {

    private enum State {
        BEFORE_ARRAY,
        FIRST_ELEMENT,
        AFTER_COMMA,
        CONTAINER,
        STRING,
        SCALAR,
        AFTER_ELEMENT,
        AFTER_ARRAY
    }

    private static final boolean[] STRUCTURE = table("\"{}[]\n");
    private static final boolean[] IN_STRING = table("\"\\\n");

    private State state;
    private long scanned;
    private long line;
    private long elementStart;
    private long elementLine;
    private long nextOffset;
    private long nextLine;
    private long depth;
    private boolean inString;
    private boolean escaped;

    JsonArrayBoundaries(FilePosition from, boolean atFileStart, int maxRecordBytes) {
        super(maxRecordBytes);
        state = atFileStart ? State.BEFORE_ARRAY : State.AFTER_ELEMENT;
        scanned = from.offsetBytes();
        line = from.line();
        nextOffset = scanned;
        nextLine = line;
    }

    @Override
    boolean find(byte[] buffer, long base, int limit, boolean last) {
        int i = (int) (scanned - base);
        while (i < limit) {
            if (state == State.CONTAINER || state == State.STRING || state == State.SCALAR) {
                i = element(buffer, i, limit);
                if (state == State.AFTER_ELEMENT) {
                    return take(base + i);
                }
            } else {
                between(buffer[i], base + i);
                // The first byte of an element is looked at again, as part of it.
                i += inElement() ? 0 : 1;
            }
        }
        scanned = base + limit;
        if (last && state != State.AFTER_ARRAY) {
            String what = state == State.BEFORE_ARRAY ? "An array is expected" : "The array is not closed";
            throw new ArrayFault(what, line, scanned);
        }
        return false;
    }

    private boolean take(long end) {
        scanned = end;
        nextOffset = end;
        nextLine = line;
        return found(elementStart, end, elementLine, null);
    }

    private boolean inElement() {
        return state == State.CONTAINER || state == State.STRING || state == State.SCALAR;
    }

    private void between(byte b, long offset) {
        if (b == '\n') {
            line++;
        }
        if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            return;
        }
        switch (state) {
            case BEFORE_ARRAY -> frame(b == '[', State.FIRST_ELEMENT, "An array is expected", offset);
            case AFTER_ARRAY -> frame(false, state, "Something follows the end of the array", offset);
            case AFTER_ELEMENT -> {
                State next = b == ',' ? State.AFTER_COMMA : State.AFTER_ARRAY;
                frame(b == ',' || b == ']', next, "A comma or ] is missing after an element", offset);
            }
            default -> beginElement(b, offset);
        }
    }

    private void frame(boolean sound, State next, String what, long offset) {
        if (!sound) {
            throw new ArrayFault(what, line, offset);
        }
        state = next;
    }

    private void beginElement(byte b, long offset) {
        if (b == ']' && state == State.FIRST_ELEMENT) {
            state = State.AFTER_ARRAY;
            return;
        }
        if (b == ',' || b == ']' || b == '}' || b == ':') {
            throw new ArrayFault("An element is missing", line, offset);
        }
        elementStart = offset;
        elementLine = line;
        depth = 0;
        inString = false;
        escaped = false;
        state = b == '{' || b == '[' ? State.CONTAINER : b == '"' ? State.STRING : State.SCALAR;
    }

    /** Goes on in an element; returns the index after its end, or {@code limit}. */
    private int element(byte[] buffer, int from, int limit) {
        return state == State.SCALAR ? scalar(buffer, from, limit) : structure(buffer, from, limit);
    }

    private int scalar(byte[] buffer, int from, int limit) {
        int i = from;
        while (i < limit && " \n\r\t,]}[{:\"".indexOf(buffer[i]) < 0) {
            i++;
        }
        state = i < limit ? State.AFTER_ELEMENT : state;
        return i;
    }

    private int structure(byte[] buffer, int from, int limit) {
        int i = from;
        while (i < limit) {
            i = inString ? string(buffer, i, limit) : outside(buffer, i, limit);
            if (depth == 0 && !inString) {
                state = State.AFTER_ELEMENT;
                return i;
            }
        }
        return i;
    }

    /** Goes on outside strings; returns the index after the next byte of structure, or {@code limit}. */
    private int outside(byte[] buffer, int from, int limit) {
        int i = from;
        while (i < limit && !STRUCTURE[buffer[i] & 0xff]) {
            i++;
        }
        if (i == limit) {
            return i;
        }
        switch (buffer[i]) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> line++;
        }
        return i + 1;
    }

    /** Goes on in a string; returns the index after its closing quote, or {@code limit}. */
    private int string(byte[] buffer, int from, int limit) {
        int i = from;
        while (i < limit) {
            byte b = buffer[i++];
            if (b == '\n') {
                line++;
            }
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                inString = false;
                return i;
            }
            while (!escaped && i < limit && !IN_STRING[buffer[i] & 0xff]) {
                i++;
            }
        }
        return i;
    }

    private static boolean[] table(String characters) {
        var table = new boolean[256];
        characters.chars().forEach(c -> table[c] = true);
        return table;
    }

    @Override
    long pending() {
        boolean keep = inElement() && scanned - elementStart <= maxRecordBytes();
        return keep ? elementStart : scanned;
    }

    @Override
    long nextOffset() {
        return nextOffset;
    }

    @Override
    long nextLine() {
        return nextLine;
    }
}
