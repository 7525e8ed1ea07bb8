package dev.usher.jobs.exporting;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What came of exports, in the tables {@code jobs} and {@code exports}. */
final class ExportResults {

    private final JdbcClient jdbc;

    ExportResults(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes it in the transaction of the calling thread. */
    void save(String jobId, long rows, long sizeBytes, String sha256) {
        jdbc.sql("UPDATE jobs SET total = :rows WHERE id = :job")
                .param("job", jobId)
                .param("rows", rows)
                .update();
        jdbc.sql("UPDATE exports SET size_bytes = :size, sha256 = :sha256 WHERE job_id = :job")
                .param("job", jobId)
                .param("size", sizeBytes)
                .param("sha256", sha256)
                .update();
    }

    /** The file that was put together. */
    record Published(long sizeBytes, String sha256) {}

    Published requirePublished(String jobId) {
        return jdbc.sql("SELECT size_bytes, sha256 FROM exports WHERE job_id = :job")
                .param("job", jobId)
                .query(Published.class)
                .single();
    }

    /** Whether the file is in the external store that it is for. */
    boolean isDelivered(String jobId) {
        return jdbc.sql("SELECT delivered FROM exports WHERE job_id = :job")
                .param("job", jobId)
                .query(Boolean.class)
                .single();
    }

    /** What was last begun to be brought there, whatever became of it. */
    Optional<String> upload(String jobId) {
        return jdbc.sql("SELECT upload FROM exports WHERE job_id = :job AND upload IS NOT NULL")
                .param("job", jobId)
                .query(String.class)
                .optional();
    }

    /** In the transaction of the calling thread. */
    void uploading(String jobId, String upload) {
        jdbc.sql("UPDATE exports SET upload = :upload WHERE job_id = :job")
                .param("job", jobId)
                .param("upload", upload)
                .update();
    }

    /** In the transaction of the calling thread. */
    void delivered(String jobId) {
        jdbc.sql("UPDATE exports SET delivered = true, upload = NULL WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }
}
