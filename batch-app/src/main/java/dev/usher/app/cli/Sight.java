package dev.usher.app.cli;

import dev.usher.app.status.JobView;

/**
 * A job as it was seen.
 *
 * @param abandoned whether nobody runs it although it is being processed
 */
record Sight(JobView job, boolean abandoned) {

    static Sight of(JobView job) {
        return new Sight(job, false);
    }
}
