package dev.usher.jobs.exporting;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What came of exports, in the tables {@code jobs} and {@code exports}. */
final class ExportResults {

    private static final String ENDED_UPLOADS = """
            SELECT e.job_id, e.upload AS id
              FROM exports AS e
              JOIN jobs AS j ON j.id = e.job_id
             WHERE e.upload IS NOT NULL AND j.leftovers_removed
            """;

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

    /**
     * What a job had begun to bring to an external store.
     *
     * @param id as the store knows it
     */
    record Upload(String jobId, String id) {}

    /** Of a job that can't be restarted. */
    Optional<Upload> uploadOfEnded(String jobId) {
        return jdbc.sql(ENDED_UPLOADS + " AND e.job_id = :job")
                .param("job", jobId)
                .query(Upload.class)
                .optional();
    }

    List<Upload> uploadsOfEnded() {
        return jdbc.sql(ENDED_UPLOADS).query(Upload.class).list();
    }

    /** Nothing is left of it, or nothing can be done about it. */
    void abandoned(Upload upload) {
        jdbc.sql("UPDATE exports SET upload = NULL WHERE job_id = :job AND upload = :upload")
                .param("job", upload.jobId())
                .param("upload", upload.id())
                .update();
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
