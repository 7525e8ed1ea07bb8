package dev.usher.jobs.importing.split;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** Reads a file from an offset; pauses at the end of a part, because what follows is needed only to judge its last record. */
final class PartInputStream extends InputStream {

    private static final int MAX_READ = 1 << 20;

    private final FileChannel channel;
    private final long pauseAt;
    private long offset;

    PartInputStream(FileChannel channel, long offset, long pauseAt) {
        this.channel = channel;
        this.offset = offset;
        this.pauseAt = pauseAt;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        long upToPause = offset < pauseAt ? pauseAt - offset : Long.MAX_VALUE;
        int wanted = (int) Math.min(Math.min(length, MAX_READ), upToPause);
        int read = channel.read(ByteBuffer.wrap(bytes, from, wanted), offset);
        offset += Math.max(read, 0);
        return read;
    }

    /** Up to {@code length} bytes, fewer at the end of the file or of the part; 0 only at the end of the file. */
    @Override
    public int readNBytes(byte[] bytes, int from, int length) throws IOException {
        int total = 0;
        do {
            int read = read(bytes, from + total, length - total);
            if (read < 0) {
                break;
            }
            total += read;
        } while (total < length && offset != pauseAt);
        return total;
    }
}
