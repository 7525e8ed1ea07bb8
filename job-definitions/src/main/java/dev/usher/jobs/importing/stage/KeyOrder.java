package dev.usher.jobs.importing.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rows of a block in the order of their match key; one per worker.
 *
 * <p>Resolve and merge walk the rows by that key. Where each block is stored in its order, the rows of a key range stand
 * side by side on a few pages of each block, and not each on a page of its own. Nothing relies on it.
 */
final class KeyOrder {

    private final List<Row> rows = new ArrayList<>();

    private record Row(String key, int number) {}

    /** Rows are numbered from 0 as they are added. */
    void add(String key) {
        rows.add(new Row(key, rows.size()));
    }

    void clear() {
        rows.clear();
    }

    int[] sorted() {
        rows.sort(Comparator.comparing(Row::key));
        return rows.stream().mapToInt(Row::number).toArray();
    }
}
