package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.source.InputDescription;
import dev.usher.jobs.importing.source.InputProbe;
import dev.usher.jobs.importing.source.UnreadableInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;

/**
 * Passes once over an input: recognises it, hashes it, unpacks gzip, counts the records, and cuts it into parts.
 *
 * <p>Nothing is parsed but the structure that shows where records end. An input that is broken as a whole ends in an
 * {@link dev.usher.jobs.importing.source.UnreadableInputException}.
 */
public final class FileSplitter {

    private static final String NOT_JSON =
            "Failed to parse users file JSON when importing users. Make sure it is valid JSON.";

    private final ScanRequest request;
    private boolean gzip;
    private int bomLengthBytes;

    private FileSplitter(ScanRequest request) {
        this.request = request;
    }

    public static ScannedFile scan(ScanRequest request) {
        return new FileSplitter(request).scan();
    }

    private ScannedFile scan() {
        try (var digest = new BackgroundDigest();
                var watched = new WatchedInput(
                        Files.newInputStream(request.input()), digest, request.progress(), request.cancelled())) {
            var input = new PushbackInputStream(watched, InputProbe.HEAD_BYTES);
            RecordScan scan = peek(input).isGzip() ? scanPacked(input) : scanUnpacked(input);
            request.progress().accept(watched.count());
            return scan.result(digest.finish(), request.workers());
        } catch (IOException e) {
            throw new UncheckedIOException("The input cannot be read.", e);
        } catch (ArrayFault e) {
            throw unreadable(e);
        }
    }

    private RecordScan scanPacked(InputStream packed) throws IOException {
        try (var copy = Files.newOutputStream(request.unpackTo());
                var unpacked = new CopyingInputStream(new GunzipInputStream(packed, request.gzipLimits()), copy)) {
            gzip = true;
            return scanUnpacked(new PushbackInputStream(unpacked, InputProbe.HEAD_BYTES));
        }
    }

    private RecordScan scanUnpacked(PushbackInputStream unpacked) throws IOException {
        InputDescription input = peek(unpacked).describe(gzip, request.hints());
        bomLengthBytes = input.bomLengthBytes();
        unpacked.skipNBytes(bomLengthBytes);
        var scan = new RecordScan(input, request.limits());
        scan.run(unpacked);
        return scan;
    }

    private UnreadableInputException unreadable(ArrayFault fault) {
        try (var unpacked = FileChannel.open(gzip ? request.unpackTo() : request.input())) {
            long column = new LineColumns(unpacked, bomLengthBytes).columnAt(fault.offsetBytes());
            return new UnreadableInputException(
                    NOT_JSON + " " + fault.getMessage() + " (line " + fault.line() + ", column " + column + ").",
                    fault);
        } catch (IOException e) {
            throw new UncheckedIOException("The input cannot be read.", e);
        }
    }

    private static InputProbe peek(PushbackInputStream input) throws IOException {
        byte[] head = input.readNBytes(InputProbe.HEAD_BYTES);
        input.unread(head);
        return new InputProbe(head, head.length);
    }
}
