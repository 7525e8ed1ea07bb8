package dev.usher.jobs.importing;

import dev.usher.jobs.importing.rejection.RejectsFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The rejected records of jobs, kept beside their errors: the input itself may be gone or changed later. */
public interface RejectedRecords {

    /**
     * The rejected records of a job as one file.
     *
     * @param fileName what to call it outside of the store
     * @param csv whether it is CSV, with its header; else NDJSON
     */
    record Gathered(String fileName, boolean csv, long sizeBytes) {

        /** What to call the file of what is wrong with them. */
        public String errorsFileName() {
            return RejectsFile.errorsBeside(Path.of(fileName)).toString();
        }
    }

    /** What is kept of a job; empty before its end, when only its errors are. */
    Optional<Gathered> find(String jobId);

    /**
     * Writes the rejected records of a job into a file that can be mended and imported again, and beside it
     * {@code <name>.errors.ndjson} with what is wrong. Both are empty if nothing was rejected.
     */
    void export(String jobId, Path target);

    /**
     * Writes the rejected records of a job as they are; nothing if there are none.
     *
     * @throws IOException if the stream takes no more
     */
    void copyRecords(String jobId, OutputStream out) throws IOException;

    /**
     * Writes what is wrong with them as NDJSON.
     *
     * @throws IOException if the stream takes no more
     */
    void copyErrors(String jobId, OutputStream out) throws IOException;

    /**
     * Copies the rejected records to where jobs keep their input, and says how to import them.
     *
     * @return a request for a job of their own, into the same connection by the same rules
     * @throws IllegalStateException if none are kept
     */
    UserImportRequest retry(String jobId, RetryOptions options);

    /** Forgets the rejected records and the row errors of a job. */
    void remove(String jobId);
}
