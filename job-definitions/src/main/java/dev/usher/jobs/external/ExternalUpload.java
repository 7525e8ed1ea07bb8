package dev.usher.jobs.external;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** A file that is brought to a store and not visible there yet. For one thread; closing it leaves nothing behind. */
public interface ExternalUpload extends AutoCloseable {

    /** By which {@link ExternalStore#abandon} finds it, also in another process. */
    String id();

    /**
     * Brings the bytes of a file; once.
     *
     * @param cancelled is asked several times a second
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    void write(Path content, BooleanSupplier cancelled);

    /**
     * Makes it visible under its name, at once and whole.
     *
     * @param replace whether what stands there is replaced
     * @throws ExternalStoreException also if something stands there that is not to be replaced, or it was abandoned
     */
    void publish(boolean replace);

    @Override
    void close();
}
