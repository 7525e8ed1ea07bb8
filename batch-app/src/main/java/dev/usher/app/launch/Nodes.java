package dev.usher.app.launch;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code nodes}: which processes run jobs, when they last gave a sign of life, and what they are told. */
final class Nodes {

    private static final String BEAT = """
            INSERT INTO nodes (node_id, machine, pid, process_started_at)
            VALUES (:node, :machine, :pid, :started)
            ON CONFLICT (node_id) DO UPDATE SET heartbeat_at = now()
            """;

    private static final String STOP_REQUESTS = """
            SELECT j.id
              FROM jobs AS j
              JOIN job_leases AS l ON l.job_id = j.id
             WHERE j.stop_requested AND j.status = 'processing' AND l.node_id = :node
            """;

    private final JdbcClient jdbc;

    /** @param jdbc which gives up long before a lease runs out */
    Nodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void beat(Node node) {
        jdbc.sql(BEAT)
                .param("node", node.id())
                .param("machine", node.machine())
                .param("pid", node.pid())
                .param("started", node.processStartedAt().map(Nodes::timestamp).orElse(null))
                .update();
    }

    /** Of the jobs that a node owns those that are to stop. */
    List<String> stopRequests(Node node) {
        return jdbc.sql(STOP_REQUESTS)
                .param("node", node.id())
                .query(String.class)
                .list();
    }

    void leave(Node node) {
        jdbc.sql("DELETE FROM nodes WHERE node_id = :node OR heartbeat_at < now() - interval '7 days'")
                .param("node", node.id())
                .update();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
