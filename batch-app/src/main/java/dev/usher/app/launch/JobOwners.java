package dev.usher.app.launch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads who owns which job; shared by all threads. */
final class JobOwners {

    private static final String OWNERS = """
            SELECT j.id, j.status, j.store, j.leftovers_removed, l.token, n.node_id, n.machine, n.pid,
                   n.process_started_at, extract(epoch FROM now() - n.heartbeat_at) * 1000 AS silent_ms
              FROM jobs AS j
              LEFT JOIN job_leases AS l ON l.job_id = j.id
              LEFT JOIN nodes AS n ON n.node_id = l.node_id
            """;

    private final JdbcClient jdbc;

    JobOwners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty if there is no such job. */
    Optional<JobOwner> find(String jobId) {
        return jdbc.sql(OWNERS + " WHERE j.id = :job")
                .param("job", jobId)
                .query((row, number) -> owner(row))
                .optional();
    }

    /** Of the jobs that servers of a store may run and that are being processed, by their ids; oldest first. */
    Map<String, JobOwner> processing(String store) {
        var owners = new LinkedHashMap<String, JobOwner>();
        jdbc.sql(
                        OWNERS
                                + " WHERE j.status = 'processing' AND (j.store = :store OR j.any_server) ORDER BY j.created_at, j.id")
                .param("store", store)
                .query(row -> {
                    owners.put(row.getString("id"), owner(row));
                });
        return owners;
    }

    private static JobOwner owner(ResultSet row) throws SQLException {
        var nodeId = row.getString("node_id");
        var started = row.getObject("process_started_at", OffsetDateTime.class);
        var node = nodeId == null
                ? null
                : new Node(
                        nodeId,
                        row.getString("machine"),
                        row.getLong("pid"),
                        Optional.ofNullable(started).map(OffsetDateTime::toInstant));
        return new JobOwner(
                row.getString("status"),
                row.getString("store"),
                row.getBoolean("leftovers_removed"),
                row.getObject("token", Long.class),
                node,
                Duration.ofMillis(row.getLong("silent_ms")));
    }
}
