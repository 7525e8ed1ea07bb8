package dev.usher.jobs.importing;

import static java.util.Objects.requireNonNullElse;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.importing.source.CsvDialect;
import dev.usher.jobs.user.UserAttribute;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What an import is asked to do. It is kept with the job as JSON and never changes, so that a restart does the same.
 *
 * @param connectionId the connection into which the users go
 * @param input where the file is
 * @param csv how a CSV file is read; must be the defaults for JSON, which the job finds out
 * @param upsert whether a row may change the user that it matches; if not, a match is a row error
 * @param metadata what an upsert does with the metadata of a user that exists
 * @param upsertFields attributes that an upsert changes although it usually does not, such as {@code blocked}
 * @param dryRun whether the job ends before any user is touched, with the counts that it would have had
 * @param maxErrors how many rejected rows are too many, as {@code 100} or {@code 2.5%}; null for any number
 * @param errorsTo absolute path of the file that gets the rejected records; null if nobody asked for it
 * @param mirror what becomes of users who are missing from the file; null for nothing
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record UserImportRequest(
        String connectionId,
        Input input,
        Csv csv,
        boolean upsert,
        Metadata metadata,
        Set<UserAttribute> upsertFields,
        boolean dryRun,
        @Nullable String maxErrors,
        @Nullable String errorsTo,
        @Nullable Mirror mirror) {

    private static final Set<UserAttribute> KEYS =
            Set.of(UserAttribute.EMAIL, UserAttribute.PHONE_NUMBER, UserAttribute.USERNAME);

    /** What an upsert does with metadata. */
    public enum Metadata {
        REPLACE,
        SHALLOW,
        DEEP
    }

    /** How records are told apart; the compression is always recognised by content. */
    public enum Format {
        AUTO,
        NDJSON,
        JSON,
        CSV
    }

    /**
     * The file to import.
     *
     * @param path absolute path; empty if the file is still to be taken from a source
     * @param stored whether it is a copy in the file store, which is removed after the job
     * @param name what people call it: the file's own name, or {@code -} for standard input
     * @param source where the job takes the file from; null if it is at the path
     */
    public record Input(
            String path,
            boolean stored,
            String name,
            Format format,
            @Nullable FileSource source) {

        public Input(String path, boolean stored, String name, Format format) {
            this(path, stored, name, format, null);
        }

        /** Whether it stands for files of which each is imported by a job of its own. */
        public boolean takesAll() {
            return source != null && source.takesAll();
        }

        public static Input of(FileSource source, Format format) {
            return new Input("", false, source.title(), format, source);
        }
    }

    /**
     * How a CSV file is read.
     *
     * @param delimiter {@code ","}, {@code ";"} or a tab; null if it is to be recognised
     * @param renames header name in the file → attribute; the empty string drops the column
     * @param escape what the export that wrote the file added to its texts
     */
    public record Csv(@Nullable String delimiter, Map<String, String> renames, CsvEscape escape) {

        public static final Csv DEFAULTS = new Csv(null, Map.of(), CsvEscape.NONE);

        public Csv {
            renames = Map.copyOf(renames);
            // Jobs that were submitted before there was a choice do not say it.
            escape = requireNonNullElse(escape, CsvEscape.NONE);
        }
    }

    /**
     * That the connection is to have the users of the file and no others. What is null is as the settings have it.
     *
     * @param maxUsers at most so many users are blocked or deleted
     * @param maxPercent the same in percent of the users of the connection, rounded up to a whole user
     * @param minRows the file must have so many rows
     * @param graceRuns in how many successful runs of the connection, one after the other, a user must be missing
     * @param overrideGuards whether this job goes on however many users it is about
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Mirror(
            Action action,
            @Nullable Long maxUsers,
            @Nullable BigDecimal maxPercent,
            @Nullable Long minRows,
            @Nullable Integer graceRuns,
            boolean overrideGuards) {

        public static final int MOST_GRACE_RUNS = 1_000;

        private static final BigDecimal ALL = BigDecimal.valueOf(100);

        public Mirror {
            boolean negative =
                    isBelow(maxUsers, 0) || isBelow(minRows, 0) || (maxPercent != null && maxPercent.signum() < 0);
            if (negative || (maxPercent != null && maxPercent.compareTo(ALL) > 0)) {
                throw new IllegalArgumentException("A guard of a mirror is not negative, and no percentage above 100.");
            }
            if (graceRuns != null && (graceRuns < 1 || graceRuns > MOST_GRACE_RUNS)) {
                throw new IllegalArgumentException("A user is missing in 1 to " + MOST_GRACE_RUNS + " runs.");
            }
        }

        private static boolean isBelow(@Nullable Long number, long least) {
            return number != null && number < least;
        }

        /** What happens to a user who is missing. */
        public enum Action {
            BLOCK,
            DELETE
        }

        /** With guards and grace of the settings. */
        public static Mirror of(Action action) {
            return new Mirror(action, null, null, null, null, false);
        }
    }

    public UserImportRequest {
        upsertFields = Set.copyOf(upsertFields);
        if (mirror != null && !upsert) {
            throw new IllegalArgumentException("A mirror needs an upsert: most users of the file exist.");
        }
        if (mirror != null && input.takesAll()) {
            throw new IllegalArgumentException(
                    "A mirror takes the newest file: who is missing from an older one is not gone.");
        }
    }

    /** Without a mirror. */
    public UserImportRequest(
            String connectionId,
            Input input,
            Csv csv,
            boolean upsert,
            Metadata metadata,
            Set<UserAttribute> upsertFields,
            boolean dryRun,
            @Nullable String maxErrors,
            @Nullable String errorsTo) {
        this(connectionId, input, csv, upsert, metadata, upsertFields, dryRun, maxErrors, errorsTo, null);
    }

    /**
     * Of the rows that this import rejected. It writes no file of its own rejects, and any number of them may remain; who is
     * missing from these rows is missing from nothing.
     *
     * @param rejects a stored copy of them
     * @param dialect of CSV; empty if they are NDJSON
     */
    UserImportRequest ofRejects(Path rejects, Optional<CsvDialect> dialect, RetryOptions options) {
        boolean upserts = options.upsert().orElse(upsert);
        return new UserImportRequest(
                connectionId,
                new Input(
                        rejects.toString(),
                        true,
                        RejectsName.of(input.name(), dialect.isPresent()),
                        dialect.isPresent() ? Format.CSV : Format.NDJSON),
                new Csv(dialect.map(d -> String.valueOf(d.delimiter())).orElse(null), csv.renames(), csv.escape()),
                upserts,
                options.metadata().orElse(metadata),
                upserts ? upsertFields : Set.of(),
                false,
                null,
                null);
    }

    /** Of the next file of the same source: it is no failure if there is none after all. */
    public UserImportRequest following() {
        var source = Objects.requireNonNull(input.source(), "the source");
        return with(Input.of(source.orNone(), input.format()));
    }

    /** The same import of another file. */
    public UserImportRequest with(Input other) {
        return new UserImportRequest(
                connectionId, other, csv, upsert, metadata, upsertFields, dryRun, maxErrors, errorsTo, mirror);
    }

    /** Whether something must be known about all rows before the first user is touched. */
    public boolean gated() {
        return dryRun || maxErrors != null || mirror != null || changesKeys();
    }

    /** Whether a user may give up a key: who may take it must not depend on the order in which ranges are merged. */
    private boolean changesKeys() {
        return upsert && upsertFields.stream().anyMatch(KEYS::contains);
    }
}
