package dev.usher.jobs.exporting.field;

import dev.usher.jobs.profile.UserColumn;
import java.util.List;

/**
 * One field of the file, in the file's order.
 *
 * @param outputName the header in CSV and the key in JSON
 */
public record SelectedField(String outputName, Source source) {

    /** Where the value comes from. */
    public sealed interface Source {}

    /** @param index of the column in {@link FieldSelection#columns()} */
    public record Whole(int index, UserColumn column) implements Source {}

    /**
     * A place inside a JSON column.
     *
     * @param index of the column in {@link FieldSelection#columns()}
     * @param path at least one step
     */
    public record Inner(int index, List<PathStep> path) implements Source {

        public Inner {
            path = List.copyOf(path);
        }
    }
}
