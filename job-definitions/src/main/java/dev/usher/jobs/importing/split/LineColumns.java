package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.row.RecordLocation;
import dev.usher.jobs.importing.source.FilePart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Tells the column of an offset by reading from the start of the part, whose column the scan found. It remembers the last
 * answer, because an array may be one line of gigabytes: offsets that grow cost one pass together.
 */
final class LineColumns {

    private static final int PIECE = 64 * 1024;

    private final FileChannel channel;
    private final FilePart part;
    private final byte[] piece = new byte[PIECE];
    private long knownOffset;
    private long knownColumn;

    LineColumns(FileChannel channel, FilePart part) {
        this.channel = channel;
        this.part = part;
        this.knownOffset = part.offsetBytes();
        this.knownColumn = part.firstColumn();
    }

    /** The 1-based column, in characters, of the byte at an offset of the part. */
    long columnAt(long offset) {
        long from = knownOffset;
        long column = knownColumn;
        if (from > offset) {
            from = part.offsetBytes();
            column = part.firstColumn();
        }
        while (from < offset) {
            int length = load(from, (int) Math.min(PIECE, offset - from));
            for (int i = 0; i < length; i++) {
                column = piece[i] == '\n' ? 1 : column + (RecordLocation.beginsCharacter(piece[i]) ? 1 : 0);
            }
            from += length;
        }
        knownOffset = offset;
        knownColumn = column;
        return column;
    }

    private int load(long offset, int length) {
        try {
            var buffer = ByteBuffer.wrap(piece, 0, length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw new IOException("the file has become shorter");
                }
            }
            return length;
        } catch (IOException e) {
            throw new UncheckedIOException("The input could not be read at byte " + offset + ".", e);
        }
    }
}
