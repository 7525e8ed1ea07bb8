package dev.usher.jobs.importing.fetch;

import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.Place;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * How the bytes of a file are had.
 *
 * @param from where it lies in its store
 * @param bytes writes them
 */
record Reading(Place from, Consumer<OutputStream> bytes) {

    static Reading of(ExternalStore store, ExternalFile file) {
        return new Reading(Place.INBOX, out -> store.fetch(file, out));
    }

    /** Of a file that was moved apart when a job had failed. */
    static Reading moved(ExternalStore store, ExternalFile file, String jobId) {
        return new Reading(Place.FAILED, out -> store.fetchMoved(file, jobId, Place.FAILED, out));
    }

    void into(OutputStream out) {
        bytes.accept(out);
    }
}
