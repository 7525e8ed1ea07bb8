package dev.usher.app.operations;

import dev.usher.app.launch.Housekeeping;
import dev.usher.app.launch.JobRemoval;
import dev.usher.app.launch.ServerStore;
import dev.usher.app.launch.Submissions;
import dev.usher.jobs.exporting.ExportLeftovers;
import dev.usher.jobs.exporting.UserExportJobConfiguration;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.StoredFile;
import dev.usher.jobs.importing.ImportLeftovers;
import dev.usher.jobs.importing.RejectedRecords;
import dev.usher.jobs.importing.UserImportJobConfiguration;
import dev.usher.jobs.importing.fetch.SourceSettling;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes what jobs left behind once its time is over. Any process may run it at any time, several at once too.
 *
 * <p>A completed job that was killed before it tidied up is tidied up here as well.
 */
final class RetentionCleaner implements Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionCleaner.class);

    /** Those of servers with another file store are tidied up by them: here their files could not be removed. */
    private static final String WITH_LEFTOVERS = """
            SELECT id
              FROM jobs
             WHERE type = :type
               AND NOT leftovers_removed
               AND (store IS NULL OR store = :store)
               AND (status = 'completed'
                    OR status IN ('failed', 'stopped') AND finished_at < now() - :age * interval '1 millisecond')
            """;

    /** Only of jobs that can't be restarted any more: their balance is computed from the errors. */
    private static final String WITH_OLD_ERRORS = """
            SELECT id
              FROM jobs
             WHERE leftovers_removed
               AND (store IS NULL OR store = :store)
               AND finished_at < now() - :age * interval '1 millisecond'
               AND (rejects IS NOT NULL
                    OR EXISTS (SELECT FROM job_errors WHERE job_id = id)
                    OR EXISTS (SELECT FROM job_warnings WHERE job_id = id)
                    OR EXISTS (SELECT FROM import_mirror_users WHERE job_id = id))
            """;

    private static final String NEEDED_FILE = """
            SELECT EXISTS (SELECT
                             FROM jobs AS j
                             LEFT JOIN import_inputs AS i ON i.job_id = j.id
                             LEFT JOIN import_sources AS s ON s.job_id = j.id
                            WHERE NOT j.leftovers_removed
                              AND (:path IN (j.request -> 'input' ->> 'path', i.data_path) OR s.stored = :name))
            """;

    private static final String NEEDED_SEGMENT = """
            SELECT EXISTS (SELECT
                             FROM export_chunks AS c
                             JOIN jobs AS j ON j.id = c.job_id
                            WHERE NOT j.leftovers_removed
                              AND c.segment = :name)
            """;

    /**
     * While it runs its file may be there already; what a command line publishes is read and removed by the command line.
     */
    private static final String NEEDED_EXPORT = """
            SELECT EXISTS (SELECT
                             FROM jobs
                            WHERE (request -> 'target' ->> 'path' = :path OR 'export-' || id = :name)
                              AND (status NOT IN ('completed', 'failed', 'stopped')
                                   OR status = 'completed' AND store IS NOT NULL
                                      AND finished_at >= now() - :age * interval '1 millisecond'))
            """;

    private static final String OLD = """
            SELECT id
              FROM jobs
             WHERE status IN ('completed', 'failed', 'stopped')
               AND (store IS NULL OR store = :store)
               AND finished_at < now() - :age * interval '1 millisecond'
             ORDER BY finished_at, id
            """;

    private static final String FORGET_NOTICES =
            "DELETE FROM notices WHERE state <> 'waiting' AND ended_at < now() - :age * interval '1 millisecond'";

    /**
     * Long enough that no process still writes a file that is called unfinished, or has yet to note in the database what
     * it has just stored.
     */
    private static final Duration YOUNGEST_ORPHAN = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final ImportLeftovers importLeftovers;
    private final ExportLeftovers exportLeftovers;
    private final RejectedRecords rejects;
    private final SourceSettling sources;
    private final JobRemoval removal;
    private final Submissions submissions;
    private final FileStore store;
    private final @Nullable String storeId;
    private final Clock clock;
    private final RetentionProperties properties;

    /** @param server empty in a process of the command line */
    RetentionCleaner(
            JdbcClient jdbc,
            ImportLeftovers importLeftovers,
            ExportLeftovers exportLeftovers,
            RejectedRecords rejects,
            SourceSettling sources,
            JobRemoval removal,
            Submissions submissions,
            FileStore store,
            Optional<ServerStore> server,
            Clock clock,
            RetentionProperties properties) {
        this.jdbc = jdbc;
        this.importLeftovers = importLeftovers;
        this.exportLeftovers = exportLeftovers;
        this.rejects = rejects;
        this.sources = sources;
        this.removal = removal;
        this.submissions = submissions;
        this.store = store;
        this.storeId = server.map(ServerStore::id).orElse(null);
        this.clock = clock;
        this.properties = properties;
    }

    @Override
    public void tidyUp() {
        for (var jobId : withLeftovers(UserImportJobConfiguration.JOB_NAME)) {
            each(jobId, importLeftovers::remove);
        }
        for (var jobId : withLeftovers(UserExportJobConfiguration.JOB_NAME)) {
            each(jobId, exportLeftovers::remove);
        }
        exportLeftovers.abandonUploads();
        for (var jobId : jobs(WITH_OLD_ERRORS, properties.errors())) {
            each(jobId, rejects::remove);
        }
        if (properties.jobs() != null) {
            // With the job it would be forgotten which file is still to be moved.
            jobs(OLD, properties.jobs()).stream()
                    .filter(jobId -> sources.owed(jobId).isEmpty())
                    .forEach(jobId -> each(jobId, removal::removeEnded));
        }
        submissions.forgetOldKeys();
        jdbc.sql(FORGET_NOTICES).param("age", properties.notices().toMillis()).update();
        removeOrphans();
    }

    /** One job that can't be tidied up does not keep the others from it. */
    private static void each(String jobId, Consumer<String> removal) {
        try {
            removal.accept(jobId);
            LOG.info("Job {}: what its retention time was over for was removed", jobId);
        } catch (RuntimeException e) {
            LOG.warn("Job {}: what it left behind could not be removed", jobId, e);
        }
    }

    private List<String> withLeftovers(String type) {
        return jdbc.sql(WITH_LEFTOVERS)
                .param("type", type)
                .param("store", storeId)
                .param("age", properties.restart().toMillis())
                .query(String.class)
                .list();
    }

    private List<String> jobs(String sql, Duration age) {
        return jdbc.sql(sql)
                .param("age", age.toMillis())
                .param("store", storeId)
                .query(String.class)
                .list();
    }

    /** Files that were stored for a job which a kill kept from being written down, or from being tidied up. */
    private void removeOrphans() {
        store.deleteUnfinishedBefore(clock.instant().minus(YOUNGEST_ORPHAN));
        removeOrphans(FileKind.INPUT, properties.restart(), this::isNeededInput);
        removeOrphans(FileKind.UNPACKED, properties.restart(), this::isNeededInput);
        removeOrphans(FileKind.SEGMENT, properties.restart(), this::isNeededSegment);
        removeOrphans(FileKind.EXPORT, YOUNGEST_ORPHAN, this::isNeededExport);
        removeOrphans(FileKind.REJECTS, properties.errors(), this::isNeededRejects);
    }

    private void removeOrphans(FileKind kind, Duration retention, Predicate<StoredFile> needed) {
        var age = retention.compareTo(YOUNGEST_ORPHAN) < 0 ? YOUNGEST_ORPHAN : retention;
        for (var file : store.listStoredBefore(kind, clock.instant().minus(age))) {
            if (!needed.test(file)) {
                store.delete(file.name());
            }
        }
    }

    private boolean isNeededInput(StoredFile file) {
        return jdbc.sql(NEEDED_FILE)
                .param("path", path(file))
                .param("name", file.name())
                .query(Boolean.class)
                .single();
    }

    private boolean isNeededSegment(StoredFile file) {
        return exists(NEEDED_SEGMENT, "name", file.name());
    }

    private boolean isNeededExport(StoredFile file) {
        return jdbc.sql(NEEDED_EXPORT)
                .param("path", path(file))
                .param("name", file.name())
                .param("age", properties.exports().toMillis())
                .query(Boolean.class)
                .single();
    }

    /** Those of a step that was killed or tried again are not. */
    private boolean isNeededRejects(StoredFile file) {
        return exists("SELECT EXISTS (SELECT FROM jobs WHERE rejects = :name)", "name", file.name());
    }

    private String path(StoredFile file) {
        return store.requireLocalPath(file.name()).toString();
    }

    private boolean exists(String sql, String parameter, String value) {
        return jdbc.sql(sql).param(parameter, value).query(Boolean.class).single();
    }
}
