package dev.usher.jobs.importing.fetch;

import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.external.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
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

    /**
     * Whoever is killed while moving a file keeps others from it for so long. A file that a failed job could not even fetch
     * stays where it is: nothing is known to be wrong with it.
     */
    private static final String CLAIM = """
            UPDATE import_sources AS s
               SET settle_after = now() + interval '2 minutes'
              FROM jobs AS j
             WHERE j.id = s.job_id
               AND s.job_id IN (SELECT due.job_id
                                  FROM import_sources AS due
                                  JOIN jobs AS ended ON ended.id = due.job_id
                                 WHERE due.store IN (:stores) AND due.settle_after <= now()
                                   AND (ended.status = 'completed' AND due.settled IN ('open', 'failed', 'kept')
                                        OR ended.status = 'failed' AND due.settled = 'open' AND due.stored IS NOT NULL)
                                 ORDER BY due.job_id
                                 LIMIT 100
                                   FOR UPDATE OF due SKIP LOCKED)
            RETURNING s.job_id, s.store, s.file_name, s.version, s.modified_at, s.size_bytes, s.settled,
                      j.status = 'completed' AS completed
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

    /** Moves what is due. One that can't be moved does not keep the others from it. */
    public void settleAll() {
        if (!stores.names().isEmpty()) {
            due().forEach(this::settle);
        }
    }

    private List<Due> due() {
        return jdbc.sql(CLAIM)
                .param("stores", stores.names())
                .query((row, number) -> due(row))
                .list();
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

    private void settle(Due due) {
        try {
            var store = stores.require(due.store());
            boolean moves = store.traits().moves(due.to());
            if (moves) {
                move(store, due);
            }
            note(due, settled(due.to(), moves));
        } catch (ExternalStoreException e) {
            jdbc.sql(FAILED).param("job", due.jobId()).update();
            LOG.warn(
                    "Job {}: its file could not be moved within the store {} ({}); that is tried again",
                    due.jobId(),
                    due.store(),
                    e.reason());
        }
    }

    private static String settled(Place to, boolean moves) {
        if (to == Place.FAILED) {
            return moves ? "failed" : "kept";
        }
        return moves ? "done" : "left";
    }

    private static void move(ExternalStore store, Due due) {
        var marker = store.traits().marker();
        if (marker.isPresent() && isInInbox(store, due)) {
            // First: a marker that stays behind would say of the next file of that name that it is complete.
            store.find(due.file().name() + marker.get())
                    .ifPresent(mark -> store.settle(mark, due.jobId(), Place.INBOX, due.to()));
        }
        store.settle(due.file(), due.jobId(), due.from(), due.to());
    }

    /** Not another file that has its name by now, and perhaps a marker of its own. */
    private static boolean isInInbox(ExternalStore store, Due due) {
        return due.from() == Place.INBOX
                && store.find(due.file().name()).filter(due.file()::isSameAs).isPresent();
    }

    private void note(Due due, String settled) {
        jdbc.sql(SETTLED).param("job", due.jobId()).param("settled", settled).update();
        LOG.info("Job {}: its file in the store {} is settled: {}", due.jobId(), due.store(), settled);
    }
}
