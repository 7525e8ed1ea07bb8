package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.Eventually;
import dev.usher.app.ServerHarness;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that want a token and take long to say which. */
class SlowBodyIT {

    private static final int MANY = 20;

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("usher.limit.tokens-per-second=0");

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    @Test
    void keepNobodyButThemselvesFromTokens() throws IOException {
        for (int i = 0; i < MANY; i++) {
            begin("127.0.0.1");
        }

        Eventually.await(() -> status(complete("127.0.0.1")) == 429);
        assertThat(status(complete("127.0.0.2"))).isEqualTo(401);
    }

    @Test
    void areToldThatTheyTookTooLong() throws IOException {
        var socket = begin("127.0.0.3");
        var dribble = "x".getBytes(StandardCharsets.US_ASCII);

        Eventually.await(() -> {
            if (socket.getInputStream().available() == 0) {
                socket.getOutputStream().write(dribble);
                return false;
            }
            return true;
        });

        assertThat(status(socket)).isEqualTo(408);
    }

    private Socket begin(String from) throws IOException {
        return send(from, "Content-Length: 10000\r\n\r\ngrant_type=");
    }

    private Socket complete(String from) throws IOException {
        return send(from, "Content-Length: 60\r\n\r\ngrant_type=client_credentials&client_id=a&client_secret=bcde");
    }

    private Socket send(String from, String rest) throws IOException {
        var uri = server.uri("/oauth/token");
        var socket = new Socket(uri.getHost(), uri.getPort(), InetAddress.getByName(from), 0);
        sockets.add(socket);
        var head =
                "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int status(Socket socket) throws IOException {
        return Integer.parseInt(line(socket.getInputStream()).split(" ", -1)[1]);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
