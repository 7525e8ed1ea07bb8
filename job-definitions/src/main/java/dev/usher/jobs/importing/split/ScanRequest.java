package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.source.InputHints;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * What to scan and how.
 *
 * @param unpackTo where gzip is unpacked to; overwritten, and left behind half-written if the scan fails; unused for
 *     plain input
 * @param workers how many will read the parts
 * @param progress is told how many bytes of the input were read so far, about once per megabyte
 * @param cancelled is asked as often; true ends the scan with a {@link java.util.concurrent.CancellationException}
 */
public record ScanRequest(
        Path input,
        Path unpackTo,
        InputHints hints,
        int workers,
        SplitLimits limits,
        GzipLimits gzipLimits,
        LongConsumer progress,
        BooleanSupplier cancelled) {

    public ScanRequest {
        if (workers < 1) {
            throw new IllegalArgumentException("somebody must read the parts");
        }
    }

    /** With default limits, none on unpacking, and nobody watching. */
    public static ScanRequest of(Path input, Path unpackTo, InputHints hints, int workers) {
        return new ScanRequest(
                input, unpackTo, hints, workers, SplitLimits.DEFAULT, GzipLimits.NONE, bytes -> {}, () -> false);
    }
}
