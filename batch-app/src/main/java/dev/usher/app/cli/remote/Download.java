package dev.usher.app.cli.remote;

import dev.usher.app.cli.remote.RemoteException.Kind;
import dev.usher.jobs.digest.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Fetches the file of an export, goes on where a broken connection ended, and compares what came with the checksum of the
 * job; used once.
 */
public final class Download {

    private static final int PARTIAL = 206;

    /** A connection that brought something before it broke does not count. */
    private static final int MOST_VAIN_TRIES = 5;

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    private final UsherApi api;
    private final Pause pause;
    private final LongConsumer progress;
    private final MessageDigest digest = Sha256.start();
    private final OutputStream out;
    private long count;

    /**
     * @param out takes the bytes; is not closed
     * @param progress is told how many bytes have come
     */
    public Download(UsherApi api, Pause pause, OutputStream out, LongConsumer progress) {
        this.api = api;
        this.pause = pause;
        this.out = new DigestOutputStream(out, digest);
        this.progress = progress;
    }

    /**
     * Fetches all of it.
     *
     * @throws IOException if the stream does not take it
     * @throws RemoteException if the file is not to be had, or is not what the job says
     */
    public void fetch(String jobId) throws IOException {
        var job = requireFile(jobId);
        long size = Objects.requireNonNull(job.sizeBytes());
        for (int vain = 0; count < size; ) {
            long before = count;
            try {
                fetchRest(Objects.requireNonNull(job.location()));
                if (count == before) {
                    throw new RemoteException(
                            Kind.SERVER_FAILED, "The server sends nothing of the file of " + jobId + ".");
                }
            } catch (RemoteException e) {
                vain = count > before ? 0 : vain + 1;
                if (!e.passing() || vain == MOST_VAIN_TRIES) {
                    throw e;
                }
                rest(FIRST_WAIT.multipliedBy(1L << vain));
                // Its link may have expired.
                job = requireFile(jobId);
            }
        }
        out.flush();
        requireWhole(job);
    }

    private RemoteJob requireFile(String jobId) {
        var job = api.job(jobId);
        if (job.location() == null || job.sizeBytes() == null) {
            throw new RemoteException(
                    Kind.NOT_FOUND,
                    "The server shows no file of " + jobId + ", which is " + job.status()
                            + ". Of a completed export it shows one to clients with the scope read:users, and with"
                            + " read:user_credentials if the file holds hashes.");
        }
        return job;
    }

    private void fetchRest(String location) throws IOException {
        var reply = api.file(location, count);
        try (var stream = reply.stream()) {
            var body = new Body(stream, api.server());
            // A server that knows no ranges sends all of it once more.
            body.skip(reply.status() == PARTIAL ? 0 : count);
            body.copyTo(out, this::came);
        }
    }

    private void came(long bytes) {
        count += bytes;
        progress.accept(count);
    }

    private void requireWhole(RemoteJob job) {
        var came = Sha256.end(digest);
        if (count != Objects.requireNonNull(job.sizeBytes()) || !came.equals(job.sha256())) {
            throw new RemoteException(
                    Kind.DAMAGED,
                    "What came of " + job.id() + " is not what the server has: " + count + " bytes instead of "
                            + job.sizeBytes() + ", or another checksum. Fetch it again: usher jobs download "
                            + job.id());
        }
    }

    private void rest(Duration wait) {
        try {
            pause.of(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(Kind.UNREACHABLE, "The download was interrupted.", e);
        }
    }
}
