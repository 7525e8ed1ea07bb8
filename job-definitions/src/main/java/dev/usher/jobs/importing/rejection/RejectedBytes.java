package dev.usher.jobs.importing.rejection;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Copies records of an input and ends each with a line break; one per job.
 *
 * <p>They are the same byte for byte, but for elements of a JSON array: those become NDJSON, so their line breaks become
 * blanks.
 */
public final class RejectedBytes implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel input;
    private final OutputStream out;
    private final boolean joinLines;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    /**
     * @param input the unpacked input
     * @param joinLines whether a record may span lines although its copy must not: an element of a JSON array
     * @param out gets the copies; it is not closed
     */
    public RejectedBytes(Path input, boolean joinLines, OutputStream out) throws IOException {
        this.input = FileChannel.open(input, StandardOpenOption.READ);
        this.joinLines = joinLines;
        this.out = out;
    }

    /** Copies a record, or the header of a CSV file, and ends the line. */
    public void copy(long offsetBytes, long lengthBytes) throws IOException {
        for (long done = 0; done < lengthBytes; ) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, lengthBytes - done));
            int read = input.read(buffer, offsetBytes + done);
            if (read < 0) {
                throw new IOException("the input became shorter");
            }
            write(read);
            done += read;
        }
        out.write('\n');
    }

    private void write(int length) throws IOException {
        var bytes = buffer.array();
        if (joinLines) {
            for (int i = 0; i < length; i++) {
                bytes[i] = bytes[i] == '\n' || bytes[i] == '\r' ? (byte) ' ' : bytes[i];
            }
        }
        out.write(bytes, 0, length);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
