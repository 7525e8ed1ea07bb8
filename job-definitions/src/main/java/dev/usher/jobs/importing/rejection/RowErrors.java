package dev.usher.jobs.importing.rejection;

import java.util.List;
import java.util.function.Consumer;

/** The errors of all rows of all jobs. Whatever is stored is never capped; what is shown at once is. */
public interface RowErrors {

    /** Stores rejections within the transaction of the calling thread. */
    void add(String jobId, List<Rejection> rejections);

    /**
     * A page in the order of the file.
     *
     * @param afterRecord only errors of later records; 0 for the first page
     * @param limit how many records at most; all errors of a record stand on one page
     */
    List<StoredRowError> page(String jobId, long afterRecord, int limit);

    /** Every code of the job, most frequent first. */
    List<ErrorCount> countsByCode(String jobId);

    /** How many rows of the job were rejected. */
    long countRows(String jobId);

    /** Hands over every rejected record in the order of the file, with all its errors, without holding them all. */
    void forEachRecord(String jobId, Consumer<RejectedRecord> consumer);

    void deleteAll(String jobId);
}
