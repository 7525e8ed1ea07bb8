package dev.usher.jobs.importing;

import dev.usher.jobs.importing.ImportFailedException.Reason;
import dev.usher.jobs.importing.split.FileParts.ScannedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where the bytes of an import are: the input, and what was unpacked from it; shared by workers. */
final class InputFiles {

    private static final int BUFFER_BYTES = 1 << 20;

    private final Path folder;

    InputFiles(Path folder) {
        this.folder = folder;
    }

    /** Where a packed input is unpacked to. */
    Path unpackTo(ImportRun run) {
        return folder.resolve(run.jobId() + ".unpacked");
    }

    /** The bytes that the parts are cut from. */
    Path data(ImportRun run, boolean gzip) {
        return gzip ? unpackTo(run) : Path.of(run.request().input().path());
    }

    /** @throws ImportFailedException if the input is gone or is not the one that was scanned */
    void requireUnchanged(ImportRun run, ScannedInput known) {
        var input = Path.of(run.request().input().path());
        if (!Files.isReadable(input) || !Files.isReadable(known.data())) {
            throw new ImportFailedException(
                    Reason.CHANGED_INPUT,
                    "The input of the job is gone or can't be read any more. Put the same file back and restart the job.");
        }
        if (!sha256(input).equals(known.sha256())) {
            throw new ImportFailedException(
                    Reason.CHANGED_INPUT,
                    "The input file changed since the job began (its SHA-256 differs). Put the old file back and restart"
                            + " the job, or import the new file as a new job.");
        }
    }

    /** Removes what was copied or unpacked for a job; a file that people gave us by its path is theirs. */
    void remove(UserImportRequest request, String jobId) {
        try {
            Files.deleteIfExists(folder.resolve(jobId + ".unpacked"));
            if (request.input().stored()) {
                Files.deleteIfExists(Path.of(request.input().path()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What job " + jobId + " left in the file store can't be removed.", e);
        }
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file);
                var digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            var buffer = new byte[BUFFER_BYTES];
            int read;
            do {
                read = digesting.read(buffer);
            } while (read >= 0);
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("The input of the job can't be read.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
