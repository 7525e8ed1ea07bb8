package dev.usher.jobs.importing.parse;

import dev.usher.jobs.user.UserAttribute;
import java.util.List;

/** What a column of a CSV file holds. */
sealed interface CsvColumn {

    /** A value of its own: {@code email}, {@code email_verified}. */
    record Attribute(UserAttribute attribute) implements CsvColumn {}

    /**
     * A value inside an object attribute, or with an empty path the whole value.
     *
     * @param name the value's path as errors show it: {@code user_metadata.address.city}
     * @param path the keys below the attribute: {@code [address, city]}
     */
    record Inner(UserAttribute attribute, String name, List<String> path, Type type) implements CsvColumn {}

    /** A key that only an export writes; the row passes it on, so that it can be warned about. */
    record ExportOnly(String name) implements CsvColumn {}

    /** A column that the user chose not to import. */
    record Dropped() implements CsvColumn {}

    /** How a cell inside an object attribute is read. */
    enum Type {
        TEXT,
        NUMBER,
        BOOLEAN,
        JSON,
        NULL
    }
}
