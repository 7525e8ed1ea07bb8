package dev.usher.jobs.importing.split;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes to a file what is read through it. */
final class CopyingInputStream extends FilterInputStream {

    private final OutputStream copy;

    CopyingInputStream(InputStream input, OutputStream copy) {
        super(input);
        this.copy = copy;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = in.read(bytes, from, length);
        if (read > 0) {
            copy.write(bytes, from, read);
        }
        return read;
    }
}
