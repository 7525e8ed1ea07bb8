package dev.usher.app.launch;

import org.springframework.jdbc.core.simple.JdbcClient;

/** How far a job has come, as a text that changes with each committed chunk. */
final class JdbcJobMark implements JobMark {

    private static final String MARK = """
            SELECT concat_ws('/',
                       (SELECT coalesce(stored, remark) FROM import_sources WHERE job_id = :job),
                       (SELECT count(*) FROM import_inputs WHERE job_id = :job),
                       (SELECT sum(next_offset_bytes) FROM import_parts WHERE job_id = :job),
                       (SELECT count(*) FROM import_key_ranges WHERE job_id = :job),
                       (SELECT count(*) FROM import_key_ranges WHERE job_id = :job AND resolved),
                       (SELECT count(*) FROM import_key_ranges WHERE job_id = :job AND merged),
                       (SELECT count(*) FROM import_mirror_ranges WHERE job_id = :job AND applied),
                       (SELECT count(*) FROM exports WHERE job_id = :job),
                       (SELECT count(*) FROM export_chunks WHERE job_id = :job AND segment IS NOT NULL),
                       (SELECT upload FROM exports WHERE job_id = :job))
            """;

    private final JdbcClient jdbc;

    JdbcJobMark(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String of(String jobId) {
        return jdbc.sql(MARK).param("job", jobId).query(String.class).single();
    }
}
