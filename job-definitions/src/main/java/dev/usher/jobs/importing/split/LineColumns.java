package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.row.RecordLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Tells the column of an offset by reading its line up to there. It remembers the last answer, because an array may be
 * one line of gigabytes: offsets that grow cost one pass together.
 */
final class LineColumns {

    private static final int PIECE = 64 * 1024;

    private final FileChannel channel;
    private final long contentStart;
    private final byte[] piece = new byte[PIECE];
    private long knownOffset = Long.MAX_VALUE;
    private long knownColumn;

    /** @param contentStart offset of the first byte that counts, after a byte order mark */
    LineColumns(FileChannel channel, long contentStart) {
        this.channel = channel;
        this.contentStart = contentStart;
    }

    /** The 1-based column, in characters, of the byte at an offset. */
    long columnAt(long offset) {
        long from = knownOffset;
        long column = knownColumn;
        if (from > offset) {
            from = lineStart(offset);
            column = 1;
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

    private long lineStart(long offset) {
        long end = offset;
        while (end > contentStart) {
            long start = Math.max(contentStart, end - PIECE);
            for (int i = load(start, (int) (end - start)) - 1; i >= 0; i--) {
                if (piece[i] == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return contentStart;
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
