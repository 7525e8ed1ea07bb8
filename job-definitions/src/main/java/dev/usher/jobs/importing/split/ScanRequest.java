package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.source.InputHints;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * What to scan and how.
 *
 * @param unpacked where gzip is unpacked to; opened only for packed input
 * @param workers how many will read the parts
 * @param cancelled is asked about once per megabyte of the input; true ends the scan with a
 *     {@link java.util.concurrent.CancellationException}
 */
public record ScanRequest(
        Path input, Unpacked unpacked, InputHints hints, int workers, SplitLimits limits, BooleanSupplier cancelled) {

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
}
