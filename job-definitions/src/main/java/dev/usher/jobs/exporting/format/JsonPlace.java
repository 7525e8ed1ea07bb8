package dev.usher.jobs.exporting.format;

import dev.usher.jobs.exporting.field.PathStep;
import java.util.Arrays;
import java.util.List;

/**
 * A place inside JSON that PostgreSQL wrote; one per worker.
 *
 * <p>A key is found by comparing bytes: it has one spelling only, and the text is known to be sound.
 */
final class JsonPlace {

    private final List<PathStep> path;
    private final byte[][] keys;
    private int from;
    private int to;

    JsonPlace(List<PathStep> path) {
        this.path = path;
        this.keys = path.stream()
                .map(step -> step instanceof PathStep.Member member ? JsonText.string(member.name()) : new byte[0])
                .toArray(byte[][]::new);
    }

    /** Whether the value has something at this place; it is then found from {@link #from()} to {@link #to()}. */
    boolean find(byte[] json, int start) {
        int at = start;
        for (int i = 0; i < keys.length && at >= 0; i++) {
            at = path.get(i) instanceof PathStep.Item step ? item(json, at, step.index()) : member(json, at, keys[i]);
        }
        from = at;
        to = at < 0 ? at : valueEnd(json, at);
        return at >= 0;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    private static int member(byte[] json, int object, byte[] key) {
        if (json[object] != '{') {
            return -1;
        }
        int at = token(json, object + 1);
        while (json[at] != '}') {
            int keyEnd = JsonText.stringEnd(json, at);
            int value = token(json, token(json, keyEnd) + 1);
            if (Arrays.equals(json, at, keyEnd, key, 0, key.length)) {
                return value;
            }
            at = next(json, value);
        }
        return -1;
    }

    private static int item(byte[] json, int array, int index) {
        if (json[array] != '[') {
            return -1;
        }
        int at = token(json, array + 1);
        for (int i = 0; i < index && json[at] != ']'; i++) {
            at = next(json, at);
        }
        return json[at] == ']' ? -1 : at;
    }

    /** Where the next member or item begins, or the bracket that closes. */
    private static int next(byte[] json, int value) {
        int at = token(json, valueEnd(json, value));
        return json[at] == ',' ? token(json, at + 1) : at;
    }

    private static int token(byte[] json, int from) {
        int at = from;
        while (json[at] == ' ') {
            at++;
        }
        return at;
    }

    private static int valueEnd(byte[] json, int value) {
        if (json[value] == '"') {
            return JsonText.stringEnd(json, value);
        }
        int depth = 0;
        int at = value;
        while (true) {
            switch (json[at]) {
                case '"' -> at = JsonText.stringEnd(json, at) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth <= 0) {
                        return depth < 0 ? at : at + 1;
                    }
                }
                case ',', ' ' -> {
                    if (depth == 0) {
                        return at;
                    }
                }
                default -> {}
            }
            at++;
        }
    }
}
