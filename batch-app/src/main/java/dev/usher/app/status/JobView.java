package dev.usher.app.status;

import dev.usher.app.launch.JobRequest;
import dev.usher.jobs.exporting.UserExportRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A job as it is now.
 *
 * @param externalId what whoever submitted it calls it
 * @param connectionId empty for all connections
 * @param connection name of the connection; empty for all
 * @param running how long it has been processed, all attempts together, also the present one
 * @param statusCode why it failed, as a word; see {@link #TOO_MANY_ERRORS} and {@link #MIRROR_GUARD}
 * @param statusDetails why it failed, as a sentence
 * @param leftoversRemoved whether what a restart needs is gone, so that it can't be restarted
 * @param work what it does
 * @param progress how far it is; empty if it is not being processed
 */
public record JobView(
        String id,
        JobStatus status,
        Optional<String> externalId,
        Optional<String> connectionId,
        Optional<String> connection,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Duration running,
        int attempts,
        Optional<String> statusCode,
        Optional<String> statusDetails,
        boolean leftoversRemoved,
        Work work,
        Optional<JobProgress> progress) {

    /** The status code of a job that more rows failed than it was allowed. */
    public static final String TOO_MANY_ERRORS = "TOO_MANY_ERRORS";

    /** The status code of a job that would have blocked or deleted more users than its guards let pass. */
    public static final String MIRROR_GUARD = "MIRROR_GUARD";

    /** {@code users_import} or {@code users_export}. */
    public String type() {
        return work instanceof Export ? JobRequest.OfExport.TYPE : JobRequest.OfImport.TYPE;
    }

    /** As it was when it was submitted: nothing that came of it since. */
    public JobView asSubmitted() {
        return new JobView(
                id,
                JobStatus.PENDING,
                externalId,
                connectionId,
                connection,
                createdAt,
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                work.asSubmitted(),
                Optional.empty());
    }

    /** The same job with another look at what it does. */
    public JobView with(Work other) {
        return new JobView(
                id,
                status,
                externalId,
                connectionId,
                connection,
                createdAt,
                startedAt,
                finishedAt,
                running,
                attempts,
                statusCode,
                statusDetails,
                leftoversRemoved,
                other,
                progress);
    }

    public String connectionName() {
        return connection.orElse("all connections");
    }

    /** What became of a completed import; empty for all other jobs. */
    public Optional<Summary> importSummary() {
        return work instanceof Import imported ? imported.summary() : Optional.empty();
    }

    /** Whether it is an import that mirrors its file, and users are missing from that. */
    public boolean missesUsers() {
        return work instanceof Import imported
                && imported.mirror().filter(found -> found.missing() > 0).isPresent();
    }

    /** What a job does, and what came of it so far. */
    public sealed interface Work {

        /** Without what came of it. */
        Work asSubmitted();
    }

    /**
     * Users go from a file into a connection.
     *
     * @param reading empty until the file was read for the first time
     * @param summary present once the job is completed
     * @param source what the file is taken from, as {@code hr:users-*.csv} or an address without its query; empty if it was
     *     handed over
     * @param mirror of a job that mirrors its file, once it knows who is missing
     */
    public record Import(
            String inputName,
            boolean dryRun,
            Optional<Reading> reading,
            Optional<Summary> summary,
            Optional<String> source,
            Optional<Mirrored> mirror)
            implements Work {

        /** One of a file that was handed over, and that mirrors nothing. */
        public Import(String inputName, boolean dryRun, Optional<Reading> reading, Optional<Summary> summary) {
            this(inputName, dryRun, reading, summary, Optional.empty(), Optional.empty());
        }

        /** The file that was taken from a store, as {@code hr:users-monday.csv}, once that is known. */
        public Optional<String> taken() {
            return source.filter(from -> !from.contains("://") && (reading.isPresent() || !from.equals(inputName)))
                    .map(from -> inputName);
        }

        @Override
        public Work asSubmitted() {
            return new Import(
                    source.orElse(inputName), dryRun, Optional.empty(), Optional.empty(), source, Optional.empty());
        }
    }

    /**
     * Users go into a file.
     *
     * @param file absolute path; {@code -} for standard output; the name of a file that is kept to be downloaded; store and
     *     name, as {@code lake:users.csv}, of one that goes to an external store
     * @param format {@code ndjson} or {@code csv}
     * @param download whether the file is kept to be downloaded
     * @param result present once the job is completed
     */
    public record Export(String file, String format, boolean download, Selection selection, Optional<Exported> result)
            implements Work {

        @Override
        public Work asSubmitted() {
            return new Export(file, format, download, selection, Optional.empty());
        }

        /** Whether the file goes to an external store: its name is in front then, where a path has its slash. */
        public boolean isExternal() {
            return !download && file.contains(":") && !file.startsWith("/");
        }

        /** Whether password hashes and MFA secrets may be in the file. */
        public boolean includesCredentials() {
            return selection.fields().credentials();
        }
    }

    /**
     * What an export was asked to write of the users.
     *
     * @param limit at most so many users; empty for all
     */
    public record Selection(OptionalLong limit, UserExportRequest.Fields fields) {

        public static final Selection DEFAULTS = new Selection(OptionalLong.empty(), UserExportRequest.Fields.DEFAULTS);
    }

    /**
     * What is known of the file.
     *
     * @param csv whether it is CSV
     * @param rejected rows that were rejected so far
     */
    public record Reading(boolean csv, long rows, long rejected) {}

    /**
     * What became of the rows: total = inserted + updated + failed; unchanged is the part of updated that needed no
     * write.
     */
    public record Summary(long total, long inserted, long updated, long failed, long unchanged) {}

    /**
     * What an import found out about users who are missing from its file, and did about them.
     *
     * @param action {@code block} or {@code delete}
     * @param outcome {@code planned}, also of a dry run; {@code over_guard}; {@code refused}, so that nothing (more) was
     *     done; {@code applied}
     * @param reason why it was refused, as a word
     * @param users to whom the action could have happened
     * @param missing those of them whom no record names
     * @param due those of the missing who have no run of grace left
     * @param returning users whom a mirror had blocked, and a row names again
     * @param gone users who were blocked or deleted
     * @param unblocked those of the returning who were let in again
     */
    public record Mirrored(
            String action,
            String outcome,
            Optional<String> reason,
            long users,
            long missing,
            long due,
            long returning,
            long gone,
            long unblocked) {

        /** Users who are missing, and to whom nothing happens yet. */
        public long waiting() {
            return missing - due;
        }
    }

    /** The file that was published. */
    public record Exported(long rows, long sizeBytes, String sha256) {}
}
