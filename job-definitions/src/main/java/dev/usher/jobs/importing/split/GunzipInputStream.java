package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.source.UnreadableInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks gzip with one or more members. Unlike the JDK's stream it refuses what follows the last member. */
final class GunzipInputStream extends InputStream {

    private final PackedBytes packed;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private long memberBytes;
    private boolean ended;

    GunzipInputStream(InputStream source) throws IOException {
        this.packed = new PackedBytes(source);
        packed.skipHeader();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        while (!ended && length > 0) {
            int count = inflate(bytes, from, length);
            if (count > 0) {
                crc.update(bytes, from, count);
                memberBytes += count;
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                packed.feed(inflater);
            } else {
                throw corrupt();
            }
        }
        return length == 0 ? 0 : -1;
    }

    private int inflate(byte[] bytes, int from, int length) {
        try {
            return inflater.inflate(bytes, from, length);
        } catch (DataFormatException e) {
            throw corrupt();
        }
    }

    private void endMember() throws IOException {
        packed.unread(inflater.getRemaining());
        if (packed.littleEndianInt() != (int) crc.getValue() || packed.littleEndianInt() != (int) memberBytes) {
            throw corrupt();
        }
        inflater.reset();
        crc.reset();
        memberBytes = 0;
        ended = packed.atEnd();
        if (!ended) {
            packed.skipHeader();
        }
    }

    private UnreadableInputException corrupt() {
        return new UnreadableInputException("The gzip input is corrupt (data or checksum) before byte "
                + packed.offset() + " of the packed file. Transfer or pack it again.");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
