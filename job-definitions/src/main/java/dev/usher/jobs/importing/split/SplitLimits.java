package dev.usher.jobs.importing.split;

/**
 * What one record and one block may take.
 *
 * @param maxRecordBytes a longer record is a row error and never held in memory
 * @param maxBlockBytes a block is no larger unless a single record is
 */
public record SplitLimits(int maxRecordBytes, int maxBlockBytes, int maxBlockRows) {

    public static final SplitLimits DEFAULT = new SplitLimits(10 << 20, 4 << 20, 10_000);

    public SplitLimits {
        if (maxRecordBytes < 1 || maxBlockBytes < 1 || maxBlockRows < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
