package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.source.InputHints;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * What to scan and how.
 *
 * @param unpacked where gzip is unpacked to; opened only for packed input
 * @param workers how many will read the parts
 * @param progress is told how many bytes of the input were read so far, about once per megabyte
 * @param cancelled is asked as often; true ends the scan with a {@link java.util.concurrent.CancellationException}
 */
public record ScanRequest(
        Path input,
        Unpacked unpacked,
        InputHints hints,
        int workers,
        SplitLimits limits,
        GzipLimits gzipLimits,
        LongConsumer progress,
        BooleanSupplier cancelled) {

    /** Takes the unpacked bytes of a packed input. */
    @FunctionalInterface
    public interface Unpacked {

        OutputStream open() throws IOException;
    }

    public ScanRequest {
        if (workers < 1) {
            throw new IllegalArgumentException("somebody must read the parts");
        }
    }

    /** With default limits, none on unpacking, and nobody watching. */
    public static ScanRequest of(Path input, Path unpackTo, InputHints hints, int workers) {
        return new ScanRequest(
                input,
                () -> Files.newOutputStream(unpackTo),
                hints,
                workers,
                SplitLimits.DEFAULT,
                GzipLimits.NONE,
                bytes -> {},
                () -> false);
    }
}
