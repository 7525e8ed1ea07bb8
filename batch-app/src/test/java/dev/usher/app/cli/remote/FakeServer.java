package dev.usher.app.cli.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers as a test says, and remembers what it was asked. */
public final class FakeServer implements AutoCloseable {

    /** Answers a request. */
    public interface Answer {

        void to(HttpExchange exchange) throws IOException;
    }

    /** @param body in Latin-1, so that every byte is a character */
    public record Asked(String line, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<Answer>> answers = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    public FakeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        on("POST /oauth/token", json(200, "{\"access_token\": \"token-1\", \"expires_in\": 86400}"));
    }

    public ServerAddress address() {
        return ServerAddress.of("http://localhost:" + server.getAddress().getPort());
    }

    /** Answers a method and path, one after the other; the last one again and again. */
    public synchronized void on(String line, Answer... all) {
        answers.put(line, new ArrayList<>(List.of(all)));
    }

    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The requests of a method and path. */
    public List<Asked> asked(String line) {
        return asked().stream().filter(a -> a.line().equals(line)).toList();
    }

    public static Answer json(int status, String body) {
        return exchange -> send(exchange, status, "application/json", body);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Promises more than it sends, and hangs up. */
    public static Answer cutOff(int status, int promised, String body) {
        return exchange -> {
            exchange.sendResponseHeaders(status, promised);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.ISO_8859_1));
            exchange.getResponseBody().flush();
            throw new IOException("hangs up");
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            next(line, exchange, body).to(exchange);
        }
    }

    private synchronized Answer next(String line, HttpExchange exchange, String body) {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        asked.add(new Asked(line, headers, body));
        var left = answers.getOrDefault(
                line, List.of(json(404, "{\"statusCode\": 404, \"message\": \"Not found: " + line + "\"}")));
        return left.size() > 1 ? left.remove(0) : left.get(0);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
