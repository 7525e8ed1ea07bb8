package dev.usher.app.launch;

/** How far jobs have come. */
@FunctionalInterface
interface JobMark {

    /** A text that changes with each committed chunk of the job. */
    String of(String jobId);
}
