package dev.usher.app.operations;

import dev.usher.app.launch.Housekeeping;
import dev.usher.jobs.importing.ImportLeftovers;
import java.time.Duration;
import java.util.List;
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

    private static final String WITH_LEFTOVERS = """
            SELECT id
              FROM jobs
             WHERE NOT leftovers_removed
               AND (status = 'completed'
                    OR status IN ('failed', 'stopped') AND finished_at < now() - :age * interval '1 millisecond')
            """;

    private static final String FORGET = """
            DELETE FROM %s
             WHERE job_id IN (SELECT id
                                FROM jobs
                               WHERE status IN ('completed', 'failed', 'stopped')
                                 AND finished_at < now() - :age * interval '1 millisecond')
            """;

    private static final List<String> ERROR_TABLES = List.of("job_errors", "job_warnings");

    private final JdbcClient jdbc;
    private final ImportLeftovers leftovers;
    private final RetentionProperties properties;

    RetentionCleaner(JdbcClient jdbc, ImportLeftovers leftovers, RetentionProperties properties) {
        this.jdbc = jdbc;
        this.leftovers = leftovers;
        this.properties = properties;
    }

    @Override
    public void tidyUp() {
        for (var jobId : jdbc.sql(WITH_LEFTOVERS)
                .param("age", milliseconds(properties.restart()))
                .query(String.class)
                .list()) {
            leftovers.remove(jobId);
            LOG.info("Job {}: staged rows and copied input were removed", jobId);
        }
        for (var table : ERROR_TABLES) {
            jdbc.sql(FORGET.formatted(table))
                    .param("age", milliseconds(properties.errors()))
                    .update();
        }
    }

    private static long milliseconds(Duration duration) {
        return duration.toMillis();
    }
}
