package dev.usher.jobs.importing.split;

import dev.usher.jobs.file.BackgroundDigest;
import dev.usher.jobs.importing.source.InputDescription;
import dev.usher.jobs.importing.source.InputProbe;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * Passes once over an input: recognises it, hashes it, unpacks gzip, counts the records, and cuts it into parts.
 *
 * <p>Nothing is parsed but the structure that shows where records end. An input that is broken as a whole ends in an
 * {@link dev.usher.jobs.importing.source.UnreadableInputException}.
 */
public final class FileSplitter {

    private final ScanRequest request;

    private FileSplitter(ScanRequest request) {
        this.request = request;
    }

    public static ScannedFile scan(ScanRequest request) {
        return new FileSplitter(request).scan();
    }

    private ScannedFile scan() {
        try (var digest = new BackgroundDigest();
                var watched = new WatchedInput(Files.newInputStream(request.input()), digest, request.cancelled())) {
            var input = new PushbackInputStream(watched, InputProbe.HEAD_BYTES);
            RecordScan scan = peek(input).isGzip() ? scanPacked(input) : scanUnpacked(input, false);
            return scan.result(digest.finish(), request.workers());
        } catch (IOException e) {
            throw new UncheckedIOException("The input cannot be read.", e);
        }
    }

    private RecordScan scanPacked(InputStream packed) throws IOException {
        try (var copy = request.unpacked().open();
                var unpacked = new CopyingInputStream(new GunzipInputStream(packed), copy)) {
            return scanUnpacked(new PushbackInputStream(unpacked, InputProbe.HEAD_BYTES), true);
        }
    }

    private RecordScan scanUnpacked(PushbackInputStream unpacked, boolean gzip) throws IOException {
        InputDescription input = peek(unpacked).describe(gzip, request.hints());
        unpacked.skipNBytes(input.bomLengthBytes());
        var scan = new RecordScan(input, request.limits());
        scan.run(unpacked);
        return scan;
    }

    private static InputProbe peek(PushbackInputStream input) throws IOException {
        byte[] head = input.readNBytes(InputProbe.HEAD_BYTES);
        input.unread(head);
        return new InputProbe(head, head.length);
    }
}
