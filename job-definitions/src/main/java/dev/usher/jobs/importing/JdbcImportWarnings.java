package dev.usher.jobs.importing;

import dev.usher.jobs.importing.mirror.MirrorRefusal;
import dev.usher.jobs.importing.row.RowWarning;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link ImportWarnings} in the table {@code job_warnings}. */
final class JdbcImportWarnings implements ImportWarnings {

    private static final String ADD = """
            INSERT INTO job_warnings (job_id, part, code, path, rows)
            VALUES (:job, :part, :code, :path, :rows)
            ON CONFLICT (job_id, code, path, part) DO UPDATE SET rows = job_warnings.rows + excluded.rows
            """;

    private final JdbcClient jdbc;

    JdbcImportWarnings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(String jobId, int part, Map<RowWarning, Long> warnings) {
        warnings.forEach((warning, rows) -> add(jobId, part, warning.code().name(), warning.about(), rows));
    }

    @Override
    public void addEscapeHint(String jobId, String mode, long rows) {
        add(jobId, 0, EscapeHint.CODE, mode, rows);
    }

    @Override
    public void addMirrorRefusal(String jobId, MirrorRefusal reason, long records) {
        add(jobId, 0, MirrorRefusal.CODE, reason.name(), records);
    }

    @Override
    public void forgetMirrorRefusal(String jobId) {
        jdbc.sql("DELETE FROM job_warnings WHERE job_id = :job AND code = :code")
                .param("job", jobId)
                .param("code", MirrorRefusal.CODE)
                .update();
    }

    private void add(String jobId, int part, String code, String path, long rows) {
        jdbc.sql(ADD)
                .param("job", jobId)
                .param("part", part)
                .param("code", code)
                .param("path", path)
                .param("rows", rows)
                .update();
    }
}
