package dev.usher.app.storage.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.outbound.AddressRule;
import dev.usher.app.outbound.OutboundHttp;
import dev.usher.app.outbound.OutboundUrl;
import dev.usher.app.storage.ReadableStoreContract;
import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.FetchLimits;
import dev.usher.jobs.external.LimitedOutput;
import dev.usher.jobs.external.StoreTraits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpStoreTest extends ReadableStoreContract {

    private final FileServer server = new FileServer();
    private final List<ExternalStore> opened = new ArrayList<>();

    @AfterEach
    void stop() {
        opened.forEach(ExternalStore::close);
        server.close();
    }

    @Override
    protected ExternalStore store() {
        return store(server.port(), "/files/", FileServer.TOKEN, Duration.ofSeconds(20));
    }

    private ExternalStore store(int port, String path, String token, Duration maxTime) {
        var base = OutboundUrl.parse("http://127.0.0.1:" + port + path);
        var place = new HttpPlace(
                "feed",
                file -> base.withTarget(
                        base.target() + URLEncoder.encode(file, UTF_8).replace("+", "%20")),
                Map.of("Authorization", "Bearer " + token));
        var traits = new StoreTraits(
                "http",
                "",
                false,
                false,
                Set.of(),
                Duration.ZERO,
                Optional.empty(),
                new FetchLimits(10_000_000, maxTime));
        var store = new HttpStore(place, traits, new OutboundHttp(AddressRule.PRIVATE_TOO));
        opened.add(store);
        return store;
    }

    @Override
    protected ExternalStore unreachable() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return store(socket.getLocalPort(), "/files/", FileServer.TOKEN, Duration.ofSeconds(20));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected ExternalStore refused() {
        return store(server.port(), "/files/", "wrong", Duration.ofSeconds(20));
    }

    @Override
    protected void put(String name, String content) {
        server.put(name, content);
    }

    @Override
    protected void remove(String name) {
        server.remove(name);
    }

    @Test
    void goesNowhereElse() {
        server.handle("/moved/", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + server.port() + "/files/users.csv");
            exchange.sendResponseHeaders(302, -1);
        });
        put("users.csv", "email\n");

        assertFails(Reason.REFUSED, () -> at("/moved/").find("users.csv"));
        assertFails(Reason.REFUSED, () -> at("/moved/").fetch(file("users.csv"), OutputStream.nullOutputStream()));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void cutsAnAnswerThatNeverEnds() {
        server.handle("/endless/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var block = new byte[1 << 16];
            while (true) {
                exchange.getResponseBody().write(block);
            }
        });
        var store = at("/endless/");

        assertFails(
                Reason.TOO_LARGE,
                () -> store.fetch(
                        file("users.csv"),
                        new LimitedOutput(
                                OutputStream.nullOutputStream(), store.traits().limits(), () -> false)));
    }

    @Test
    void cutsAnAnswerThatComesTooSlowly() {
        server.handle("/slow/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                pause();
            }
        });
        var store = store(server.port(), "/slow/", "", Duration.ofSeconds(1));

        assertFails(Reason.TOO_SLOW, () -> store.fetch(file("users.csv"), OutputStream.nullOutputStream()));
    }

    /** As a server that is slow, not as a test that waits. */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesABrokenConnectionForNoEnd() throws IOException {
        try (var broken = new RawServer(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nemail\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nemail\r\n",
                "HTTP/1.1 200 OK\r\n\r\nemail\n")) {
            var store = store(broken.port(), "/", "", Duration.ofSeconds(20));

            assertFails(Reason.UNREACHABLE, () -> store.fetch(file("a"), OutputStream.nullOutputStream()));
            assertFails(Reason.UNREACHABLE, () -> store.fetch(file("b"), OutputStream.nullOutputStream()));
            assertFails(Reason.REFUSED, () -> store.fetch(file("c"), OutputStream.nullOutputStream()));
        }
    }

    @Test
    void takesAServerThatIsInTroubleForUnreachable() {
        server.handle("/broken/", exchange -> exchange.sendResponseHeaders(503, -1));

        assertFails(Reason.UNREACHABLE, () -> at("/broken/").find("users.csv"));
    }

    @Test
    void readsFromAServerThatDoesNotTellOfItsFiles() {
        server.handle("/plain/", exchange -> {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(head ? 405 : 200, head ? -1 : 6);
            if (!head) {
                exchange.getResponseBody().write("email\n".getBytes(UTF_8));
            }
        });
        var out = new ByteArrayOutputStream();

        at("/plain/").fetch(at("/plain/").find("users.csv").orElseThrow(), out);

        assertThat(out.toString(UTF_8)).isEqualTo("email\n");
    }

    private ExternalStore at(String path) {
        return store(server.port(), path, "", Duration.ofSeconds(20));
    }

    private static ExternalFile file(String name) {
        return new ExternalFile(name, -1, Instant.EPOCH, "");
    }
}
