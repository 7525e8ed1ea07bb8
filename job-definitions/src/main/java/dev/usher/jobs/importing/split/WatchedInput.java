package dev.usher.jobs.importing.split;

import dev.usher.jobs.file.BackgroundDigest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** The input as it was given: what is read from it is hashed, and reading it can be called off. */
final class WatchedInput extends FilterInputStream {

    private static final long ASK_EVERY_BYTES = 1 << 20;

    private final BackgroundDigest digest;
    private final BooleanSupplier cancelled;
    private long count;
    private long nextQuestion;

    WatchedInput(InputStream input, BackgroundDigest digest, BooleanSupplier cancelled) {
        super(input);
        this.digest = digest;
        this.cancelled = cancelled;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = in.read(bytes, from, Math.min(length, 1 << 20));
        if (read > 0) {
            digest.update(bytes, from, read);
            count += read;
            ask();
        }
        return read;
    }

    private void ask() {
        if (count >= nextQuestion) {
            nextQuestion = count + ASK_EVERY_BYTES;
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("The scan was cancelled.");
            }
        }
    }
}
