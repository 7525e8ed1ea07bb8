package dev.usher.jobs.importing.stage;

import java.util.Arrays;

/**
 * The rows of a block in about the order of their match key; one per worker.
 *
 * <p>Resolve and merge walk the rows by that key. Where each block is stored in its order, the rows of a key range stand
 * side by side on a few pages of each block, and not each on a page of its own. Nothing relies on it, so that a few
 * characters of a key will do: sorting numbers takes a tenth of the time of sorting texts.
 */
final class KeyOrder {

    /** The characters behind what all keys of the block begin with, such as {@code auth0|}. */
    private static final int SORTED_CHARS = 5;

    private String[] keys = new String[1024];
    private int size;
    private int sharedChars;

    /** Rows are numbered from 0 as they are added. */
    void add(String key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        sharedChars = size == 0 ? key.length() : shared(keys[size - 1], key);
        keys[size++] = key;
    }

    void clear() {
        size = 0;
    }

    /** Numbers of the rows. */
    int[] sorted() {
        // The characters in the upper 40 bits of a number, the row in the lower 24.
        var order = new long[size];
        for (int row = 0; row < size; row++) {
            order[row] = weight(keys[row]) << 24 | row;
        }
        Arrays.sort(order);
        var rows = new int[size];
        for (int i = 0; i < size; i++) {
            rows[i] = (int) order[i] & 0xff_ffff;
        }
        return rows;
    }

    private long weight(String key) {
        long weight = 0;
        for (int i = sharedChars; i < sharedChars + SORTED_CHARS; i++) {
            weight = weight << 8 | (i < key.length() ? Math.min(key.charAt(i), 0x7f) : 0);
        }
        return weight;
    }

    private int shared(String previous, String key) {
        int i = 0;
        while (i < sharedChars && i < key.length() && previous.charAt(i) == key.charAt(i)) {
            i++;
        }
        return i;
    }
}
