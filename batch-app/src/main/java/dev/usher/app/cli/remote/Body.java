package dev.usher.app.cli.remote;

import dev.usher.app.cli.remote.RemoteException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** What a server sends, so that its failures can be told from those of whoever takes it; used by one thread. */
final class Body {

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream stream;
    private final ServerAddress server;

    Body(InputStream stream, ServerAddress server) {
        this.stream = stream;
        this.server = server;
    }

    /**
     * Copies it to its end.
     *
     * @param progress is told how many bytes have come since the last time
     * @throws IOException if the other stream does not take it
     * @throws RemoteException if the connection breaks
     */
    void copyTo(OutputStream out, LongConsumer progress) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (int read = read(buffer); read >= 0; read = read(buffer)) {
            out.write(buffer, 0, read);
            progress.accept(read);
        }
    }

    void skip(long bytes) {
        try {
            stream.skipNBytes(bytes);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private int read(byte[] buffer) {
        try {
            return stream.read(buffer);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private RemoteException broken(IOException e) {
        return new RemoteException(
                Kind.UNREACHABLE, "The connection to " + server.base() + " broke before all had come.", e);
    }
}
