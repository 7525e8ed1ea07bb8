package dev.usher.jobs.exporting;

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
}
