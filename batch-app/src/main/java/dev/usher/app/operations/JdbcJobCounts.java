package dev.usher.app.operations;

import dev.usher.app.launch.LaunchProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Reads {@link JobCounts} from the tables of the jobs; shared by all scrapes. */
final class JdbcJobCounts {

    private static final String BY_KIND = "SELECT type || ' ' || status AS key, count(*) AS value FROM jobs GROUP BY 1";

    private static final String ROWS = """
            SELECT o.key, coalesce(sum(o.value), 0) AS value
              FROM jobs,
                   LATERAL (VALUES ('inserted', inserted), ('updated', updated - unchanged), ('unchanged', unchanged),
                                   ('failed', failed)) AS o (key, value)
             WHERE type = 'users_import' AND status = 'completed'
             GROUP BY o.key
            """;

    private static final String MIRRORS =
            "SELECT outcome AS key, count(*) AS value FROM import_mirrors GROUP BY outcome";

    private static final String SINCE_SUCCESS = """
            SELECT type AS key, extract(epoch FROM now() - max(finished_at)) AS value
              FROM jobs
             WHERE status = 'completed'
             GROUP BY type
            """;

    private static final String OLDEST_PENDING =
            "SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0) FROM jobs WHERE status = 'pending'";

    private static final String LEASE_AGE = """
            SELECT coalesce(max(extract(epoch FROM now() - n.heartbeat_at)), 0)
              FROM jobs AS j
              JOIN job_leases AS l ON l.job_id = j.id
              JOIN nodes AS n ON n.node_id = l.node_id
             WHERE j.status = 'processing'
            """;

    private static final String NOTICES =
            "SELECT kind || ' ' || state AS key, count(*) AS value FROM notices GROUP BY 1";

    private static final String NODES =
            "SELECT count(*) FROM nodes WHERE heartbeat_at > now() - :lease * interval '1 millisecond'";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final LaunchProperties launch;

    /** @param transaction limits how long all of it may take */
    JdbcJobCounts(JdbcClient jdbc, TransactionOperations transaction, LaunchProperties launch) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.launch = launch;
    }

    /** On one connection, whatever it counts. */
    JobCounts read() {
        return Objects.requireNonNull(transaction.execute(status -> count()));
    }

    private JobCounts count() {
        return new JobCounts(
                map(BY_KIND),
                map(ROWS),
                map(MIRRORS),
                map(SINCE_SUCCESS),
                number(jdbc.sql(OLDEST_PENDING)),
                number(jdbc.sql(LEASE_AGE)),
                map(NOTICES),
                number(jdbc.sql(NODES).param("lease", launch.lease().toMillis())));
    }

    private static double number(JdbcClient.StatementSpec statement) {
        return statement.query(Double.class).single();
    }

    private Map<String, Double> map(String sql) {
        var values = new HashMap<String, Double>();
        jdbc.sql(sql).query(row -> {
            values.put(row.getString("key"), row.getDouble("value"));
        });
        return values;
    }
}
