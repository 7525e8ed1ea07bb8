package dev.usher.jobs.external;

import dev.usher.jobs.external.ExternalStoreException.Reason;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Passes bytes on until there are too many of them, they take too long, or nobody wants them any more. */
public final class LimitedOutput extends FilterOutputStream {

    private final FetchLimits limits;
    private final BooleanSupplier cancelled;
    private final LongSupplier nanoTime;
    private final long start;
    private long bytes;

    /** @param cancelled is asked at each write */
    public LimitedOutput(OutputStream out, FetchLimits limits, BooleanSupplier cancelled) {
        this(out, limits, cancelled, System::nanoTime);
    }

    LimitedOutput(OutputStream out, FetchLimits limits, BooleanSupplier cancelled, LongSupplier nanoTime) {
        super(out);
        this.limits = limits;
        this.cancelled = cancelled;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /**
     * @throws ExternalStoreException if a limit is passed
     * @throws CancellationException if it was cancelled
     */
    @Override
    public void write(byte[] buffer, int from, int length) throws IOException {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("The fetching of a file was cancelled.");
        }
        bytes += length;
        if (bytes > limits.maxBytes()) {
            throw tooLarge(limits);
        }
        if (nanoTime.getAsLong() - start > limits.maxTime().toNanos()) {
            throw new ExternalStoreException(
                    Reason.TOO_SLOW,
                    "The file was not there after " + limits.maxTime().toSeconds()
                            + " s, which is the longest that its store may take (its setting max-time).");
        }
        out.write(buffer, from, length);
    }

    public long bytes() {
        return bytes;
    }

    static ExternalStoreException tooLarge(FetchLimits limits) {
        return new ExternalStoreException(
                Reason.TOO_LARGE,
                "The file is larger than the " + limits.maxBytes()
                        + " bytes that its store may hand out (its setting max-size).");
    }
}
