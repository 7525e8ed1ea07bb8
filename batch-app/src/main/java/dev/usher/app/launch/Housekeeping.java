package dev.usher.app.launch;

/** What is done after a job, whatever became of it, to keep the installation tidy. */
@FunctionalInterface
public interface Housekeeping {

    /** Removes what jobs left behind and nobody needs any more. */
    void tidyUp();
}
