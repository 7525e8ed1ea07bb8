package dev.usher.jobs.importing.fetch;

import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.external.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moves the files of sources to where they go when the jobs that took them have ended: those of completed jobs to those that
 * were imported, those of failed ones apart. Any process may do that that knows the store, several at once too; what
 * fails is tried again, less and less often.
 */
public final class SourceSettling {

    private static final Logger LOG = LoggerFactory.getLogger(SourceSettling.class);

    /** A round that takes longer ends; the next one goes on. */
    private static final Duration ROUND = Duration.ofMinutes(1);

    /**
     * One after the other, so that no claim runs out while others are moved: whoever is killed while moving a file keeps
     * others from it for so long. The file of the job that has just ended comes first. One that a failed job could not even
     * fetch stays where it is: nothing is known to be wrong with it.
     */
    private static final String CLAIM = """
            UPDATE import_sources AS s
               SET settle_after = now() + interval '5 minutes'
              FROM jobs AS j
             WHERE j.id = s.job_id
               AND s.job_id IN (SELECT due.job_id
                                  FROM import_sources AS due
                                  JOIN jobs AS ended ON ended.id = due.job_id
                                 WHERE due.store IN (:stores)
                                   AND (due.settle_after <= now() AND :job = '' OR due.job_id = :job)
                                   AND (ended.status = 'completed' AND due.settled IN ('open', 'failed', 'kept')
                                        OR ended.status = 'failed' AND due.settled = 'open' AND due.stored IS NOT NULL)
                                 ORDER BY due.settle_failures, ended.finished_at DESC
                                 LIMIT 1
                                   FOR UPDATE OF due SKIP LOCKED)
            RETURNING s.job_id, s.store, s.file_name, s.version, s.modified_at, s.size_bytes, s.settled,
                      j.status = 'completed' AS completed
            """;

    /** What follows a job of the command line is nobody's business but that command's. */
    private static final String OWED = """
            SELECT s.store
              FROM import_sources AS s
              JOIN jobs AS j ON j.id = s.job_id
             WHERE s.job_id = :job AND s.store IS NOT NULL
               AND (j.status = 'completed' AND s.settled IN ('open', 'failed', 'kept')
                    OR j.status = 'completed' AND s.follow_up = 'due' AND j.store IS NOT NULL
                    OR j.status = 'failed' AND s.settled = 'open' AND s.stored IS NOT NULL)
            """;

    private static final String SETTLED =
            "UPDATE import_sources SET settled = :settled, settle_after = now(), settle_failures = 0 WHERE job_id = :job";

    /** A minute, two, four, … an hour. */
    private static final String FAILED = """
            UPDATE import_sources
               SET settle_failures = settle_failures + 1,
                   settle_after = now() + least(interval '1 hour',
                                                interval '1 minute' * power(2, least(settle_failures, 6)))
             WHERE job_id = :job
            """;

    private final JdbcClient jdbc;
    private final ExternalStores stores;

    SourceSettling(JdbcClient jdbc, ExternalStores stores) {
        this.jdbc = jdbc;
        this.stores = stores;
    }

    /** A file that is due, and where it lies as far as we know. */
    private record Due(String jobId, String store, ExternalFile file, Place from, Place to) {}

    /** Moves what is due. One that can't be moved does not keep the others from it, but a store that does not answer does. */
    public void settleAll() {
        var answering = new ArrayList<>(stores.names());
        long start = System.nanoTime();
        while (!answering.isEmpty() && System.nanoTime() - start < ROUND.toNanos()) {
            var due = claim(answering, "");
            if (due.isEmpty()) {
                return;
            }
            if (!settle(due.get())) {
                answering.remove(due.get().store());
            }
        }
    }

    /** Moves the file of a job that has ended, if it is still to be moved and this process knows its store. */
    public void settle(String jobId) {
        if (!stores.names().isEmpty()) {
            claim(stores.names(), jobId).ifPresent(this::settle);
        }
    }

    /** The store in which the file of a job that has ended is still to be moved, or out of which another job is to follow. */
    public Optional<String> owed(String jobId) {
        return jdbc.sql(OWED).param("job", jobId).query(String.class).optional();
    }

    /** @param job empty for any */
    private Optional<Due> claim(List<String> among, String job) {
        return jdbc.sql(CLAIM)
                .param("stores", among)
                .param("job", job)
                .query((row, number) -> due(row))
                .optional();
    }

    private static Due due(ResultSet row) throws SQLException {
        long size = row.getLong("size_bytes");
        var file = new ExternalFile(
                row.getString("file_name"),
                size,
                row.getObject("modified_at", OffsetDateTime.class).toInstant(),
                row.getString("version"));
        return new Due(
                row.getString("job_id"),
                row.getString("store"),
                file,
                row.getString("settled").equals("failed") ? Place.FAILED : Place.INBOX,
                row.getBoolean("completed") ? Place.DONE : Place.FAILED);
    }

    /** Returns whether the store answers. */
    private boolean settle(Due due) {
        String settled;
        try {
            settled = moved(due);
        } catch (ExternalStoreException e) {
            failed(due, e.reason().name());
            return e.reason() != Reason.UNREACHABLE;
        } catch (RuntimeException e) {
            // Such as a setting that is gone since its file was moved. Its message may name the file.
            failed(due, e.getClass().getSimpleName());
            return true;
        }
        jdbc.sql(SETTLED).param("job", due.jobId()).param("settled", settled).update();
        LOG.info("Job {}: its file in the store {} is settled: {}", due.jobId(), due.store(), settled);
        return true;
    }

    private void failed(Due due, String why) {
        jdbc.sql(FAILED).param("job", due.jobId()).update();
        LOG.warn(
                "Job {}: its file could not be moved within the store {} ({}); that is tried again",
                due.jobId(),
                due.store(),
                why);
    }

    /** Where it is now, as the table says it. */
    private String moved(Due due) {
        var store = stores.require(due.store());
        if (!store.traits().moves(due.to())) {
            return due.to() == Place.FAILED ? "kept" : "left";
        }
        if (!move(store, due)) {
            LOG.warn(
                    "Job {}: its file is not in the store {} any more, or another one is; nothing was moved",
                    due.jobId(),
                    due.store());
            return "left";
        }
        return due.to() == Place.FAILED ? "failed" : "done";
    }

    private static boolean move(ExternalStore store, Due due) {
        var marker = store.traits().marker();
        if (marker.isPresent() && isInInbox(store, due)) {
            // First: a marker that stays behind would say of the next file of that name that it is complete.
            store.find(due.file().name() + marker.get())
                    .ifPresent(mark -> store.settle(mark, due.jobId(), Place.INBOX, due.to()));
        }
        return store.settle(due.file(), due.jobId(), due.from(), due.to());
    }

    /** Not another file that has its name by now, and perhaps a marker of its own. */
    private static boolean isInInbox(ExternalStore store, Due due) {
        return due.from() == Place.INBOX
                && store.find(due.file().name()).filter(due.file()::isSameAs).isPresent();
    }
}
