package dev.usher.jobs.exporting;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.field.ExportField;
import dev.usher.jobs.exporting.field.FieldRules;
import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.external.FileTarget;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What an export is asked to do. It is kept with the job as JSON and never changes, so that a restart does the same.
 *
 * @param connectionId of the connection whose users are exported; null for those of all
 * @param updatedSince only users that were changed then or later; null for all
 * @param q only users that the query finds, in the language of searches; null for all
 * @param limit at most so many users, the first by their ids; null for all
 * @param csvEscape ignored for NDJSON
 * @param delta of an export of changes, how it goes on; null for others
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record UserExportRequest(
        @Nullable String connectionId,
        @Nullable Instant updatedSince,
        @Nullable String q,
        @Nullable Long limit,
        Fields fields,
        Format format,
        CsvEscape csvEscape,
        Target target,
        @Nullable Delta delta) {

    /** For all that is no export of changes. */
    public UserExportRequest(
            @Nullable String connectionId,
            @Nullable Instant updatedSince,
            @Nullable String q,
            @Nullable Long limit,
            Fields fields,
            Format format,
            CsvEscape csvEscape,
            Target target) {
        this(connectionId, updatedSince, q, limit, fields, format, csvEscape, target, null);
    }

    /**
     * How an export of changes goes on: it notes since when the next one must ask.
     *
     * @param tombstones whether a user that was deleted since {@code updatedSince} has a record too
     */
    public record Delta(boolean tombstones) {}

    /** How users become records. */
    public enum Format {
        NDJSON,
        CSV
    }

    /**
     * Which fields are written.
     *
     * @param named in this order; empty for the default ones, or for all
     * @param all whether all are written that an import takes
     * @param credentials whether password hashes and MFA secrets may be among them
     */
    public record Fields(List<ExportField> named, boolean all, boolean credentials) {

        public static final Fields DEFAULTS = new Fields(List.of(), false, false);

        public Fields {
            named = List.copyOf(named);
        }
    }

    /**
     * Where the file goes.
     *
     * @param path absolute path; empty if the file goes to an external store
     * @param stored whether it goes to the file store, to be fetched from there and then removed
     * @param name what people call it: the file's own name, or {@code -} for standard output
     * @param gzip whether it is packed
     * @param replace whether a file that exists there may be replaced
     * @param external the store to which it goes; null if it goes to the path
     */
    public record Target(
            String path,
            boolean stored,
            String name,
            boolean gzip,
            boolean replace,
            @Nullable FileTarget external) {

        public Target(String path, boolean stored, String name, boolean gzip, boolean replace) {
            this(path, stored, name, gzip, replace, null);
        }

        public static Target of(FileTarget external, boolean gzip, boolean replace) {
            return new Target("", false, external.store() + ":" + external.name(), gzip, replace, external);
        }
    }

    /** The same as an export of what was changed since a moment; of everything if that is null. */
    public UserExportRequest changesSince(@Nullable Instant since, Delta how) {
        return new UserExportRequest(connectionId, since, q, limit, fields, format, csvEscape, target, how);
    }

    boolean tombstones() {
        return delta != null && delta.tombstones();
    }

    /** @throws dev.usher.jobs.exporting.field.InvalidFieldsException if the fields can't be exported */
    public FieldSelection selection() {
        if (fields.all()) {
            return FieldSelection.all(fields.credentials());
        }
        return fields.named().isEmpty()
                ? FieldSelection.defaults()
                : FieldSelection.of(fields.named(), new FieldRules(format == Format.CSV, fields.credentials()));
    }
}
