package dev.usher.app.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ConnectionShutdownException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks servers that somebody else named, and only those on machines that a rule allows. Follows no redirects, keeps no
 * connection, no cookie and no credential, and ends at a deadline whatever the server does. Shared by all threads.
 */
public final class OutboundHttp implements AutoCloseable {

    /** How long a server may say nothing. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 32;

    /** Headers are held in memory, so a server that never ends one must not go on for ever. */
    private static final int LONGEST_LINE = 16 * 1024;

    private static final int MOST_HEADERS = 100;

    private final CloseableHttpClient client;

    public OutboundHttp(AddressRule rule) {
        this(rule, InetAddress::getAllByName);
    }

    OutboundHttp(AddressRule rule, HostLookup lookup) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(connectionFactory())
                .setDnsResolver(new GuardedLookup(lookup, rule))
                .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(timeout(CONNECT)).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(CONNECT))
                        .setSocketTimeout(timeout(SILENCE))
                        .build())
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout(SILENCE))
                        .setConnectionRequestTimeout(timeout(SILENCE))
                        .build())
                .setUserAgent("Usher")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static ManagedHttpClientConnectionFactory connectionFactory() {
        var limits = Http1Config.custom()
                .setMaxLineLength(LONGEST_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        return ManagedHttpClientConnectionFactory.builder()
                .http1Config(limits)
                .responseParserFactory(new DefaultHttpResponseParserFactory(limits))
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }

    /** What is made of an answer. */
    @FunctionalInterface
    public interface Reading<T> {
        T of(OutboundAnswer answer) throws IOException;
    }

    /**
     * Asks, and reads the answer as far as that wants to.
     *
     * @throws OutboundRefusedException if the host is on a machine that is not allowed
     * @throws OutboundTimeoutException if the deadline is over before the reading is
     * @throws IOException if there is no answer, or no end of it
     */
    public <T> T ask(OutboundRequest request, Reading<T> reading) throws IOException {
        var url = request.url();
        var message = new HttpUriRequestBase(request.method(), url.uri());
        request.headers().forEach(message::setHeader);
        if (!request.body().isEmpty()) {
            // Its type is the caller's to say.
            message.setEntity(new ByteArrayEntity(request.body().getBytes(StandardCharsets.UTF_8), null));
        }
        var deadline = new CompletableFuture<Boolean>()
                .completeOnTimeout(true, request.deadline().toMillis(), TimeUnit.MILLISECONDS);
        var watch = deadline.thenAccept(over -> message.cancel());
        try {
            var response = client.executeOpen(host(url), message, null);
            try {
                return reading.of(answer(response));
            } finally {
                hangUp(message, response);
            }
        } catch (ConnectionShutdownException e) {
            throw new OutboundTimeoutException(new IOException(e));
        } catch (IOException e) {
            if (deadline.isDone()) {
                throw new OutboundTimeoutException(e);
            }
            throw e;
        } finally {
            watch.cancel(false);
            deadline.cancel(false);
        }
    }

    /** Without the cancellation the end of the answer would be waited for, and some never end. */
    private static void hangUp(HttpUriRequestBase message, ClassicHttpResponse response) {
        message.cancel();
        try {
            response.close();
        } catch (IOException e) {
            // What was to be read was read.
        }
    }

    private static HttpHost host(OutboundUrl url) {
        return new HttpHost(url.scheme(), url.host().replaceAll("[\\[\\]]", ""), url.port());
    }

    private static OutboundAnswer answer(ClassicHttpResponse response) throws IOException {
        var headers = new TreeMap<String, String>();
        for (var header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), String.valueOf(header.getValue()));
        }
        var entity = response.getEntity();
        return entity == null
                ? new OutboundAnswer(response.getCode(), Map.copyOf(headers), InputStream.nullInputStream(), true)
                : new OutboundAnswer(
                        response.getCode(),
                        Map.copyOf(headers),
                        entity.getContent(),
                        entity.isChunked() || entity.getContentLength() >= 0);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // Nothing that is open is of any use any more.
        }
    }
}
