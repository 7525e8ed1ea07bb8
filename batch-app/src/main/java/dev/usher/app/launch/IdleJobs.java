package dev.usher.app.launch;

import dev.usher.jobs.importing.fetch.Remark;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs that completed without anything to do, and say so; shared by all threads. */
record IdleJobs(JdbcClient jdbc) {

    private static final String REMARK = "SELECT remark FROM import_sources WHERE job_id = :job AND remark IS NOT NULL";

    /** What is noted of a job that ended in some way. */
    Ending noted(String jobId, Ending ending) {
        return ending.equals(Ending.COMPLETED)
                ? jdbc.sql(REMARK)
                        .param("job", jobId)
                        .query(String.class)
                        .optional()
                        .map(Remark::valueOf)
                        .map(Ending::idle)
                        .orElse(ending)
                : ending;
    }
}
