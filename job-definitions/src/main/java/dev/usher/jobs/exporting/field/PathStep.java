package dev.usher.jobs.exporting.field;

/** One step into a JSON value. */
public sealed interface PathStep {

    record Key(String name) implements PathStep {}

    /** @param index 0-based */
    record Index(int index) implements PathStep {}
}
