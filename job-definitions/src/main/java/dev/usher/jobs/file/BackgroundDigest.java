package dev.usher.jobs.file;

import dev.usher.jobs.digest.Sha256;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;

/**
 * Computes SHA-256 on a thread of its own, on copies of the bytes; a few copies are in flight at most. For one thread, whose
 * interruption ends it with a {@link CancellationException}.
 */
public final class BackgroundDigest implements AutoCloseable {

    private static final int BUFFERS = 3;
    private static final int BUFFER_BYTES = 1 << 20;

    private static final class Chunk {
        final byte[] bytes = new byte[BUFFER_BYTES];
        int length;
    }

    private final MessageDigest digest = Sha256.start();
    private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(BUFFERS);
    private final Thread thread = new Thread(this::digestChunks, "usher-hash");

    public BackgroundDigest() {
        for (int i = 0; i < BUFFERS; i++) {
            free.add(new Chunk());
        }
        thread.setDaemon(true);
        thread.start();
    }

    public void update(byte[] bytes, int from, int length) {
        for (int done = 0; done < length; ) {
            Chunk chunk = take(free);
            chunk.length = Math.min(BUFFER_BYTES, length - done);
            System.arraycopy(bytes, from + done, chunk.bytes, 0, chunk.length);
            full.add(chunk);
            done += chunk.length;
        }
    }

    /** Lower-case hex; nothing may be added afterwards. */
    public String finish() {
        Chunk end = take(free);
        end.length = 0;
        full.add(end);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        return Sha256.end(digest);
    }

    private void digestChunks() {
        try {
            for (Chunk chunk = full.take(); chunk.length > 0; chunk = full.take()) {
                digest.update(chunk.bytes, 0, chunk.length);
                free.add(chunk);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Chunk take(BlockingQueue<Chunk> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("The hashing of a file was interrupted.");
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
