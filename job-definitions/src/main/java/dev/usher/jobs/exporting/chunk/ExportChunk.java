package dev.usher.jobs.exporting.chunk;

/**
 * Users that follow each other in the order of their ids, and that one worker writes in one transaction.
 *
 * @param id stands for the chunk in SQL
 * @param number 0-based, in the order of the file
 * @param deleted whether its users were deleted, so that nothing but their ids is known
 */
public record ExportChunk(String jobId, long id, int number, boolean deleted) {

    public boolean isFirst() {
        return number == 0;
    }
}
