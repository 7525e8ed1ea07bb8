package dev.usher.app.cli;

import dev.usher.app.status.JobProgress;
import dev.usher.app.status.JobView;
import java.util.Optional;

/**
 * A job as it was seen.
 *
 * @param abandoned whether nobody runs it although it is being processed
 * @param progress of a job that is being processed
 */
record Sight(JobView job, boolean abandoned, Optional<JobProgress> progress) {

    static Sight of(JobView job) {
        return new Sight(job, false, Optional.empty());
    }
}
