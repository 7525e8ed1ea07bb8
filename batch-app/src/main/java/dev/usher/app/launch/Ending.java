package dev.usher.app.launch;

import dev.usher.jobs.importing.fetch.Remark;
import org.jspecify.annotations.Nullable;

/**
 * How a run of a job ended: its state, and why it failed or had nothing to do, as a word and as a sentence without user
 * data.
 */
record Ending(
        String status, @Nullable String code, @Nullable String details) {

    static final Ending COMPLETED = new Ending("completed", null, null);

    static final Ending STOPPED = new Ending("stopped", null, null);

    /** Between two chunks, for another server to go on. Becomes {@link #STOPPED} if an operator had asked for that. */
    static final Ending PENDING = new Ending("pending", null, null);

    /** There was nothing to do. */
    static Ending idle(Remark remark) {
        return new Ending("completed", remark.name(), remark.sentence());
    }

    static Ending failed(String code, String details) {
        return new Ending("failed", code, details);
    }
}
