package dev.usher.jobs.importing.split;

/**
 * What one record and one block may take, and below which size a part is not worth a worker.
 *
 * @param maxRecordBytes a longer record is a row error and never held in memory
 * @param maxBlockBytes a block is no larger unless a single record is
 */
public record SplitLimits(int maxRecordBytes, int maxBlockBytes, int maxBlockRows, long minPartBytes) {

    public static final SplitLimits DEFAULT = new SplitLimits(10 << 20, 4 << 20, 10_000, 1 << 20);

    public SplitLimits {
        if (maxRecordBytes < 1 || maxBlockBytes < 1 || maxBlockRows < 1 || minPartBytes < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
