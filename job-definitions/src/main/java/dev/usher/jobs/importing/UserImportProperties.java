package dev.usher.jobs.importing;

import dev.usher.jobs.importing.split.SplitLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How an import uses the machine, and how large things may be.
 *
 * @param workers how many ranges are staged or merged at the same time; 0 for one per processor, at most 8
 * @param blockSize how much of the file one transaction stages, unless a single record is larger
 * @param blockRows how many rows one transaction stages at most
 * @param mergeRows about how many rows one transaction merges
 * @param mergeSize about how much of the file the rows of one such transaction may come from
 * @param maxRecordSize a longer record is a row error
 */
@Validated
@ConfigurationProperties("usher.import")
public record UserImportProperties(
        @DefaultValue("0") @Min(0) @Max(64) int workers,
        @DefaultValue("4MB") DataSize blockSize,
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int blockRows,
        @DefaultValue("20000") @Min(1) int mergeRows,
        @DefaultValue("64MB") DataSize mergeSize,
        @DefaultValue("10MB") DataSize maxRecordSize) {

    private static final long MIN_PART_BYTES = 1 << 20;

    /** Buffers of twice this size must still fit into an array. */
    private static final DataSize LARGEST = DataSize.ofMegabytes(512);

    public UserImportProperties {
        requireInRange("block-size", blockSize);
        requireInRange("merge-size", mergeSize);
        requireInRange("max-record-size", maxRecordSize);
    }

    private static void requireInRange(String name, DataSize size) {
        if (size.toBytes() < 1 || size.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(
                    "usher.import." + name + " is " + size + "; it must be at least 1B and at most 512MB");
        }
    }

    SplitLimits splitLimits() {
        return new SplitLimits((int) maxRecordSize.toBytes(), (int) blockSize.toBytes(), blockRows, MIN_PART_BYTES);
    }

    /** The number of workers, counted out if it was left open. */
    public int workerCount() {
        return workers > 0 ? workers : Math.min(8, Runtime.getRuntime().availableProcessors());
    }
}
