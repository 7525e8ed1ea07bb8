package dev.usher.jobs.importing;

import dev.usher.jobs.digest.Sha256;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.FileStoreException;
import dev.usher.jobs.importing.ImportFailedException.Reason;
import dev.usher.jobs.importing.split.FileParts.ScannedInput;
import dev.usher.jobs.importing.split.ScanRequest;
import dev.usher.jobs.importing.split.ScannedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the bytes of an import are: the input, and what was unpacked from it; shared by workers. */
final class InputFiles {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final FileStore store;

    InputFiles(FileStore store) {
        this.store = store;
    }

    /**
     * Where the input of a job is.
     *
     * @throws FileStoreException if it is a copy, and that is not in this file store
     */
    Path locate(ImportRun run) {
        var taken = run.taken();
        var stored = taken == null ? null : taken.stored();
        return stored == null ? Path.of(run.request().input().path()) : store.requireLocalPath(stored);
    }

    /** A scanned input and the bytes that its parts are cut from. */
    record Scanned(ScannedFile file, Path data) {}

    /** Scans an input; what is unpacked goes into the store, whole or not at all. */
    Scanned scan(Path input, Function<ScanRequest.Unpacked, ScannedFile> scan) {
        try {
            if (!isPacked(input)) {
                return new Scanned(
                        scan.apply(() -> {
                            throw new IOException("the input became a packed one");
                        }),
                        input);
            }
            var scanned = new AtomicReference<@Nullable ScannedFile>();
            var unpacked = store.create(FileKind.UNPACKED, out -> scanned.set(scan.apply(() -> out)));
            var file = scanned.get();
            if (file == null) {
                throw new IllegalStateException("the store did not ask for the content");
            }
            return new Scanned(file, store.requireLocalPath(unpacked.name()));
        } catch (IOException e) {
            throw new UncheckedIOException("The input of the job can't be read.", e);
        }
    }

    /**
     * Reads the whole input.
     *
     * @param cancelled is asked about once per megabyte
     * @throws ImportFailedException if the input is gone or is not the one that was scanned
     * @throws CancellationException if it was cancelled
     */
    void requireUnchanged(ImportRun run, ScannedInput known, BooleanSupplier cancelled) {
        var input = locate(run);
        if (!Files.isReadable(input)) {
            throw new ImportFailedException(
                    Reason.CHANGED_INPUT,
                    "The input of the job is gone or can't be read any more. Put the same file back and restart the job.");
        }
        if (!sha256(input, cancelled).equals(known.sha256())) {
            throw new ImportFailedException(
                    Reason.CHANGED_INPUT,
                    "The input file changed since the job began (its SHA-256 differs). Put the old file back and restart"
                            + " the job, or import the new file as a new job.");
        }
    }

    /** Whether what was unpacked is gone, or a copy is elsewhere now; it can be scanned again. */
    boolean lacksData(ScannedInput known) {
        return !Files.isReadable(known.data());
    }

    /** Removes a file of the store; one that people gave us by its path is theirs and stays. */
    void remove(Path stored) {
        remove(String.valueOf(stored.getFileName()));
    }

    void remove(String stored) {
        store.delete(stored);
    }

    private static boolean isPacked(Path input) throws IOException {
        try (var in = Files.newInputStream(input)) {
            return ((in.read() << 8) | in.read()) == GZIP_MAGIC;
        }
    }

    private static String sha256(Path file, BooleanSupplier cancelled) {
        try (InputStream in = Files.newInputStream(file);
                var digesting = new DigestInputStream(in, Sha256.start())) {
            var buffer = new byte[BUFFER_BYTES];
            while (digesting.read(buffer) >= 0) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("The look at the input was cancelled.");
                }
            }
            return Sha256.end(digesting.getMessageDigest());
        } catch (IOException e) {
            throw new UncheckedIOException("The input of the job can't be read.", e);
        }
    }
}
