package dev.usher.jobs.importing.summary;

import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link ImportSummaries} over the tables of the import. */
final class JdbcImportSummaries implements ImportSummaries {

    private static final String COMPUTE = """
            SELECT i.records AS read,
                   (SELECT coalesce(sum(records), 0) FROM import_parts WHERE job_id = :job) AS staged,
                   (SELECT count(DISTINCT record_number) FROM job_errors WHERE job_id = :job) AS failed,
                   r.*
              FROM import_inputs AS i,
                   (SELECT coalesce(sum(inserted), 0) AS inserted, coalesce(sum(updated), 0) AS updated,
                           coalesce(sum(unchanged), 0) AS unchanged
                      FROM import_key_ranges
                     WHERE job_id = :job) AS r
             WHERE i.job_id = :job
            """;

    private static final String SAVE = """
            UPDATE jobs
               SET total = :total, inserted = :inserted, updated = :updated, unchanged = :unchanged, failed = :failed
             WHERE id = :job
            """;

    private final JdbcClient jdbc;

    JdbcImportSummaries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public ImportSummary compute(String jobId) {
        return jdbc.sql(COMPUTE)
                .param("job", jobId)
                .query((row, number) -> new ImportSummary(
                        row.getLong("read"),
                        row.getLong("staged"),
                        row.getLong("inserted"),
                        row.getLong("updated"),
                        row.getLong("unchanged"),
                        row.getLong("failed")))
                .single();
    }

    @Override
    public void save(String jobId, ImportSummary summary) {
        jdbc.sql(SAVE)
                .param("job", jobId)
                .param("total", summary.read())
                .param("inserted", summary.inserted())
                .param("updated", summary.updated())
                .param("unchanged", summary.unchanged())
                .param("failed", summary.failed())
                .update();
    }
}
