package dev.usher.app.rest.limit;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** The body of a request, of which is noticed how much was read. */
abstract class WatchedInput extends ServletInputStream {

    private final ServletInputStream in;

    WatchedInput(ServletInputStream in) {
        this.in = in;
    }

    /** @param bytes how many there were; negative at the end of the body */
    abstract void onRead(int bytes) throws IOException;

    @Override
    public int read() throws IOException {
        int read = in.read();
        onRead(read < 0 ? -1 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = in.read(bytes, from, length);
        onRead(read);
        return read;
    }

    @Override
    public boolean isFinished() {
        return in.isFinished();
    }

    @Override
    public boolean isReady() {
        return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        in.setReadListener(listener);
    }
}
