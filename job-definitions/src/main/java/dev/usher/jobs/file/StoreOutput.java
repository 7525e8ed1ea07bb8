package dev.usher.jobs.file;

import java.io.IOException;
import java.io.OutputStream;

/** Tells failures of the store from those of the source, which are IOExceptions too. */
final class StoreOutput extends OutputStream {

    private final String name;
    private final OutputStream out;

    StoreOutput(String name, OutputStream out) {
        this.name = name;
        this.out = out;
    }

    @Override
    public void write(int b) {
        try {
            out.write(b);
        } catch (IOException e) {
            throw FileStoreException.of("write", name, e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw FileStoreException.of("write", name, e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw FileStoreException.of("write", name, e);
        }
    }

    /** Only flushes: whoever wraps it may close it, but the file is finished by the store. */
    @Override
    public void close() {
        flush();
    }
}
