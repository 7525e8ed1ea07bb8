package dev.usher.jobs.external;

import java.time.Instant;

/**
 * Where in which store an export puts its file. It is kept with the job.
 *
 * @param name the file's; see {@link FileNameTemplate}
 */
public record FileTarget(String store, String name) {

    /** @throws IllegalArgumentException if it can be no name of a file; the message is for people */
    public FileTarget {
        FileNameTemplate.requireValid(name);
    }

    /** Whether no two jobs give their files the same name. */
    public boolean differsByJob() {
        return FileNameTemplate.hasJob(name);
    }

    /** Whether no two jobs of different days, of UTC, give their files the same name. */
    public boolean differsByDay() {
        return FileNameTemplate.hasDate(name) || differsByJob();
    }

    /** The name that the file of a job gets: always the same for the same job. */
    public String fileName(String jobId, Instant createdAt) {
        return FileNameTemplate.fill(name, jobId, createdAt);
    }

    /** What people call it. */
    public String title(String jobId, Instant createdAt) {
        return store + ":" + fileName(jobId, createdAt);
    }
}
