package dev.usher.jobs.importing.source;

/**
 * Objects that go on over several lines. As NDJSON every such line would be a wrong row, and no message of those rows
 * would say what is wrong with all of them.
 */
final class PrettyPrintedJson {

    private PrettyPrintedJson() {}

    /** @param first where the first record begins */
    static void refuse(byte[] head, int first, int length) {
        int end = first;
        while (end < length && head[end] != '\n') {
            end++;
        }
        if (isOpen(head, first, end) && goesOn(head, end, length)) {
            throw new UnreadableInputException("The input looks like pretty-printed JSON: its first object does not end"
                    + " on its line. Write one object per line, or put all objects into one array.");
        }
    }

    /** Whether an object begins here and is not closed at the end of the line. */
    private static boolean isOpen(byte[] head, int from, int end) {
        if (from == end || head[from] != '{') {
            return false;
        }
        int depth = 0;
        boolean inString = false;
        for (int i = from; i < end; i++) {
            if (inString) {
                inString = head[i] != '"';
                i += head[i] == '\\' ? 1 : 0;
            } else {
                inString = head[i] == '"';
                depth += head[i] == '{' || head[i] == '[' ? 1 : 0;
                depth -= head[i] == '}' || head[i] == ']' ? 1 : 0;
            }
        }
        return depth > 0 && !inString;
    }

    /** Whether what follows can only be the rest of an object: a record of its own begins with a brace. */
    private static boolean goesOn(byte[] head, int from, int length) {
        int next = from;
        while (next < length && (head[next] == ' ' || head[next] == '\t' || head[next] == '\r' || head[next] == '\n')) {
            next++;
        }
        return next < length && (head[next] == '"' || head[next] == '}' || head[next] == ']');
    }
}
