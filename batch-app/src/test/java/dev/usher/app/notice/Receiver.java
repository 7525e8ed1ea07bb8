package dev.usher.app.notice;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.usher.app.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A receiver of webhooks on this machine: it notes what it gets, and answers as a test says for each path. */
public final class Receiver implements AutoCloseable {

    /** 0 until it first listens. */
    private int port;

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private @Nullable HttpServer server;

    private Receiver() {}

    /** Answers 204 to everything until it is told otherwise. */
    public static Receiver start() {
        var receiver = new Receiver();
        receiver.up();
        return receiver;
    }

    /** How a call is answered. */
    @FunctionalInterface
    public interface Answer {

        /** @param number of the call on its path, from 1 */
        void to(HttpExchange exchange, int number) throws IOException, InterruptedException;

        static Answer status(int status) {
            return (exchange, number) -> exchange.sendResponseHeaders(status, -1);
        }
    }

    /** A call that arrived whole. */
    public record Call(String path, HttpHeaders headers, String body) {

        public String id() {
            return headers.firstValue("webhook-id").orElseThrow();
        }

        /** Whether the library that receivers use takes it. */
        public boolean isSignedWith(String secret) {
            try {
                new Webhook(secret).verify(body, headers.map());
                return true;
            } catch (WebhookVerificationException e) {
                return false;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Listens again, on the port that it always has. */
    public synchronized void up() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/", this::handle);
            server.setExecutor(threads);
            server.start();
            port = server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody answers any more. */
    public synchronized void down() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int number;
        synchronized (calls) {
            calls.add(new Call(path, HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true), body));
            number = of(path).size();
        }
        try {
            answers.getOrDefault(path, Answer.status(204)).to(exchange, number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    public Receiver on(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    public synchronized String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** In the order in which they arrived. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public List<Call> of(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    /** Waits for so many calls on a path. */
    public List<Call> await(String path, int count) {
        Eventually.await(() -> of(path).size() >= count);
        return of(path);
    }

    @Override
    public void close() {
        down();
        threads.shutdownNow();
    }
}
