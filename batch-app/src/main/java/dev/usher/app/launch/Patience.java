package dev.usher.app.launch;

import dev.usher.jobs.batch.RunningJob;

/**
 * How long a job still waits for its database; one per run of a job, used by one thread. Once it is over it stays so: how
 * the job ended is then noted at once or not at all.
 */
final class Patience {

    private final DatabaseReturn database;
    private final RunningJob job;
    private boolean over;

    Patience(DatabaseReturn database, RunningJob job) {
        this.database = database;
        this.job = job;
    }

    /** As {@link DatabaseReturn#await}. */
    boolean await(int failures) {
        over = over || !database.await(failures, job);
        return !over;
    }
}
