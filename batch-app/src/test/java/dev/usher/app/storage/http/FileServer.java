package dev.usher.app.storage.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.usher.jobs.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands out files over HTTP to those who know its token. */
public final class FileServer implements AutoCloseable {

    public static final String TOKEN = "let-me-in";

    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** How a request is answered otherwise. */
    public interface Handling {
        void answer(HttpExchange exchange) throws IOException;
    }

    public FileServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/files/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void put(String name, String content) {
        files.put(name, content);
    }

    public void remove(String name) {
        files.remove(name);
    }

    public int requests() {
        return requests.get();
    }

    /** Below a path of its own, for everybody. */
    public void handle(String path, Handling handling) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                handling.answer(exchange);
            }
        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var content = files.get(exchange.getRequestURI().getPath().substring("/files/".length()));
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var bytes = content.getBytes(UTF_8);
            exchange.getResponseHeaders().set("ETag", '"' + Sha256.of(content) + '"');
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
