package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.source.UnreadableInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;

/** The packed side of gzip: headers, trailers and the bytes between them, by their offset in the packed file. */
final class PackedBytes {

    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream source;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;
    private long read;

    PackedBytes(InputStream source) {
        this.source = source;
    }

    /** Offset of the next byte in the packed file. */
    long offset() {
        return read - (limit - position);
    }

    void feed(Inflater inflater) throws IOException {
        if (atEnd()) {
            throw truncated();
        }
        inflater.setInput(buffer, position, limit - position);
        position = limit;
    }

    /** Takes back the last {@code count} bytes that were fed. */
    void unread(int count) {
        position = limit - count;
    }

    boolean atEnd() throws IOException {
        if (position == limit) {
            limit = Math.max(0, source.read(buffer, 0, buffer.length));
            position = 0;
            read += limit;
        }
        return limit == 0;
    }

    int littleEndianInt() throws IOException {
        return next() | (next() << 8) | (next() << 16) | (next() << 24);
    }

    void skipHeader() throws IOException {
        long start = offset();
        int magic = next() | (atEnd() ? 0 : next() << 8);
        if (magic != 0x8b1f) {
            throw new UnreadableInputException("Something that is not gzip follows the gzip data at byte " + start
                    + " of the packed file. Transfer or pack it again.");
        }
        int method = next();
        int flags = next();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw new UnreadableInputException("The gzip header at byte " + start
                    + " of the packed file is of an unknown kind. Pack it again with gzip.");
        }
        skip(6);
        skip((flags & EXTRA) != 0 ? next() | (next() << 8) : 0);
        skipText((flags & NAME) != 0);
        skipText((flags & COMMENT) != 0);
        skip((flags & HEADER_CRC) != 0 ? 2 : 0);
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText(boolean present) throws IOException {
        boolean more = present;
        while (more) {
            more = next() != 0;
        }
    }

    private int next() throws IOException {
        if (atEnd()) {
            throw truncated();
        }
        return buffer[position++] & 0xff;
    }

    private UnreadableInputException truncated() {
        return new UnreadableInputException(
                "The gzip input ends too early, at byte " + read + " of the packed file. Transfer or pack it again.");
    }
}
