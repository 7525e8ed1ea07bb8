package dev.usher.app.storage.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** Sends fixed bytes, one text for each connection, and hangs up. */
final class RawServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    RawServer(String... answers) throws IOException {
        var thread = new Thread(() -> serve(List.of(answers)), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(List<String> answers) {
        for (var answer : answers) {
            try (var connection = socket.accept()) {
                // The request, which is small, must be read, or the end of the connection would be a reset.
                connection.getInputStream().read(new byte[8192]);
                connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
                connection.getOutputStream().flush();
            } catch (IOException e) {
                return;
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
