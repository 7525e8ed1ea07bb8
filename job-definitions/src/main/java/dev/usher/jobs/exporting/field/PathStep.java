package dev.usher.jobs.exporting.field;

/** One step into a JSON value. */
public sealed interface PathStep {

    record Member(String name) implements PathStep {}

    /** @param index 0-based */
    record Item(int index) implements PathStep {}
}
