package dev.usher.app.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody reaches this machine by naming it, however it is spelt. A canary listens on loopback and counts; nothing in here
 * connects to any other address.
 */
class OutboundHttpTest {

    /** Stands for any machine of the internet: the rule of these tests allows it. */
    private static final String OUTSIDE = "127.0.0.2";

    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger outsideHits = new AtomicInteger();
    private final List<HttpServer> servers = new ArrayList<>();
    private int port;

    @BeforeEach
    void listen() throws IOException {
        port = start(new InetSocketAddress(InetAddress.getAllByName("127.0.0.1")[0], 0), hits);
        start(new InetSocketAddress(InetAddress.getAllByName(OUTSIDE)[0], port), outsideHits);
    }

    private int start(InetSocketAddress address, AtomicInteger counter) throws IOException {
        var server = HttpServer.create(address, 50);
        server.createContext("/", exchange -> {
            counter.incrementAndGet();
            try (exchange) {
                if (exchange.getRequestURI().getPath().equals("/moved")) {
                    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port + "/");
                    exchange.sendResponseHeaders(302, -1);
                } else {
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("ok".getBytes(UTF_8));
                }
            }
        });
        server.start();
        servers.add(server);
        return server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @TestFactory
    Stream<DynamicTest> doesNotReachThisMachineHoweverItIsSpelt() throws IOException {
        return Spellings.OF_THIS_MACHINE.stream()
                .map(spelling -> dynamicTest("'" + spelling + "'", () -> {
                    var url = spelling.replace("PORT", String.valueOf(port));
                    try (var http = new OutboundHttp(AddressRule.PUBLIC, Spellings::lookup)) {
                        assertThatThrownBy(() -> ask(http, OutboundUrl.parse(url)))
                                .isInstanceOf(OutboundRefusedException.class);
                    }
                    assertThat(hits).hasValue(0);
                }));
    }

    @Test
    void hasEnoughSpellings() {
        assertThat(Spellings.OF_THIS_MACHINE).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void reachesWhatItMay() throws IOException {
        try (var http = new OutboundHttp(OutboundHttpTest::isOutside, host -> addresses(OUTSIDE))) {
            assertThat(ask(http, url("/"))).isEqualTo("200 ok");
        }
        assertThat(outsideHits).hasValue(1);
    }

    @Test
    void reachesThisMachineIfPrivateAddressesAreAllowed() throws IOException {
        try (var http = new OutboundHttp(AddressRule.PRIVATE_TOO)) {
            assertThat(ask(http, OutboundUrl.parse("http://127.0.0.1:" + port + "/")))
                    .isEqualTo("200 ok");
        }
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (var http = new OutboundHttp(OutboundHttpTest::isOutside, host -> addresses(OUTSIDE))) {
            assertThat(ask(http, url("/moved"))).isEqualTo("302 ");
        }
        assertThat(hits).hasValue(0);
    }

    @Test
    void asksOnceForTheAddressesThatItConnectsTo() throws IOException {
        Deque<InetAddress[]> answers = new ArrayDeque<>(List.of(addresses(OUTSIDE), addresses("127.0.0.1")));
        try (var http = new OutboundHttp(OutboundHttpTest::isOutside, host -> answers.remove())) {
            assertThat(ask(http, url("/"))).isEqualTo("200 ok");
            assertThat(answers).hasSize(1);

            assertThatThrownBy(() -> ask(http, url("/"))).isInstanceOf(OutboundRefusedException.class);
        }
        assertThat(hits).hasValue(0);
        assertThat(outsideHits).hasValue(1);
    }

    @Test
    void refusesANameOfWhichOneAddressIsNotAllowed() {
        try (var http = new OutboundHttp(OutboundHttpTest::isOutside, host -> addresses(OUTSIDE, "127.0.0.1"))) {
            assertThatThrownBy(() -> ask(http, url("/"))).isInstanceOf(OutboundRefusedException.class);
        }
        assertThat(outsideHits).hasValue(0);
    }

    @Test
    void endsAtTheDeadlineWhateverTheServerDoes() throws IOException {
        servers.get(0).createContext("/never", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            // Closed when the server is stopped.
        });
        try (var http = new OutboundHttp(AddressRule.PRIVATE_TOO)) {
            var request = OutboundRequest.of(
                    "GET", OutboundUrl.parse("http://127.0.0.1:" + port + "/never"), Map.of(), Duration.ofMillis(300));
            assertThatThrownBy(() -> http.ask(request, answer -> answer.body().read()))
                    .isInstanceOf(OutboundTimeoutException.class);
        }
    }

    @Test
    void doesNotWaitForTheEndOfAnAnswerThatNobodyReads() throws IOException {
        servers.get(0).createContext("/never", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            // Closed when the server is stopped.
        });
        try (var http = new OutboundHttp(AddressRule.PRIVATE_TOO)) {
            var request = OutboundRequest.of(
                    "GET", OutboundUrl.parse("http://127.0.0.1:" + port + "/never"), Map.of(), Duration.ofSeconds(20));
            assertThat(http.ask(request, OutboundAnswer::status)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "X-Header: x\r\n"})
    void takesNoHeaderThatNeverEnds(String endless) throws IOException, InterruptedException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var sender = new Thread(() -> {
                try (var socket = listening.accept();
                        var out = socket.getOutputStream()) {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
                    var more = endless.repeat(1_000).getBytes(UTF_8);
                    while (!Thread.currentThread().isInterrupted()) {
                        out.write(more);
                    }
                } catch (IOException e) {
                    // It was hung up on.
                }
            });
            sender.start();
            try (var http = new OutboundHttp(AddressRule.PRIVATE_TOO)) {
                var url = OutboundUrl.parse("http://127.0.0.1:" + listening.getLocalPort() + "/");
                assertThatThrownBy(() -> ask(http, url))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(OutboundTimeoutException.class);
            } finally {
                sender.interrupt();
                sender.join();
            }
        }
    }

    @Test
    void asksTheNameThatWasGiven() throws IOException {
        servers.get(1).createContext("/host", exchange -> {
            var host = exchange.getRequestHeaders().getFirst("Host").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, host.length);
            exchange.getResponseBody().write(host);
            exchange.close();
        });
        try (var http = new OutboundHttp(OutboundHttpTest::isOutside, host -> addresses(OUTSIDE))) {
            assertThat(ask(http, url("/host"))).isEqualTo("200 feed.example:" + port);
        }
    }

    private OutboundUrl url(String path) {
        return OutboundUrl.parse("http://feed.example:" + port + path);
    }

    private static boolean isOutside(InetAddress address) {
        return address.getHostAddress().equals(OUTSIDE) || AddressRule.PUBLIC.allows(address);
    }

    private static InetAddress[] addresses(String... texts) throws UnknownHostException {
        var addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return addresses;
    }

    private static String ask(OutboundHttp http, OutboundUrl url) throws IOException {
        return http.ask(
                OutboundRequest.of("GET", url, Map.of(), Duration.ofSeconds(10)),
                answer -> answer.status() + " " + new String(answer.body().readAllBytes(), UTF_8));
    }
}
