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
    default void forEachRecord(String jobId, Consumer<RejectedRecord> consumer) {
        forEachRecord(jobId, 0, Long.MAX_VALUE, consumer);
    }

    /**
     * The same of some records.
     *
     * @param afterRecord only later records
     * @param limit how many at most
     */
    void forEachRecord(String jobId, long afterRecord, long limit, Consumer<RejectedRecord> consumer);

    /** Bytes of the rejected records up to one, which is included, and of a line end for each. */
    long lengthOfLines(String jobId, long lastRecord);

    void deleteAll(String jobId);
}
