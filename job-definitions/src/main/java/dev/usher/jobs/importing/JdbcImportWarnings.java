package dev.usher.jobs.importing;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link ImportWarnings} in the table {@code job_warnings}. */
final class JdbcImportWarnings implements ImportWarnings {

    private static final String ADD = """
            INSERT INTO job_warnings (job_id, part, code, path, rows)
            VALUES (:job, :part, 'IGNORED_PROPERTY', :path, :rows)
            ON CONFLICT (job_id, code, path, part) DO UPDATE SET rows = job_warnings.rows + excluded.rows
            """;

    private final JdbcClient jdbc;

    JdbcImportWarnings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(String jobId, int part, Map<String, Long> ignored) {
        ignored.forEach((name, rows) -> jdbc.sql(ADD)
                .param("job", jobId)
                .param("part", part)
                .param("path", name)
                .param("rows", rows)
                .update());
    }
}
