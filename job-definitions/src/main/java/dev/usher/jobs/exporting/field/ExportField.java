package dev.usher.jobs.exporting.field;

import org.jspecify.annotations.Nullable;

/**
 * A field as it was asked for; nothing is checked yet.
 *
 * @param name an attribute, or a place inside one: {@code user_metadata.consent.given}, {@code identities[0].connection}
 * @param exportAs what it is called in the file; null for its name
 */
public record ExportField(String name, @Nullable String exportAs) {

    public static ExportField named(String name) {
        return new ExportField(name, null);
    }

    /** The header in CSV and the key in JSON. */
    public String outputName() {
        return exportAs == null ? name : exportAs;
    }
}
