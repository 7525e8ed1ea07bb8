package dev.usher.app.cli.remote;

import dev.usher.app.cli.remote.RemoteException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one server. What may be sent again is, a few times, if the server can't be reached, is overloaded or
 * says when to come back.
 */
public final class Transport {

    private static final int TRIES = 4;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Set<Integer> PASSING = Set.of(502, 503, 504);

    private final HttpClient http = HttpClient.newBuilder()
            // Uploads that ask first work with this version only.
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.getDefault())
            .connectTimeout(CONNECT)
            .build();

    private final ServerAddress server;
    private final Pause pause;

    public Transport(ServerAddress server, Pause pause) {
        this.server = server;
        this.pause = pause;
    }

    public ServerAddress server() {
        return server;
    }

    /** What came of one try: an answer, or a failure and, if it may pass, after how long to try again. */
    private record Attempt(@Nullable Reply reply, @Nullable RemoteException failure, Optional<Duration> again) {}

    /**
     * Sends a request until it is answered with what was asked for.
     *
     * @param headers beside those of the call
     * @throws RemoteException if it is not
     */
    Reply send(Call call, Map<String, String> headers) {
        for (int tries = 1; ; tries++) {
            var attempt = attempt(call, headers, FIRST_WAIT.multipliedBy(1L << (tries - 1)));
            if (attempt.reply() != null) {
                return attempt.reply();
            }
            if (attempt.failure() != null && (tries == TRIES || attempt.again().isEmpty())) {
                throw attempt.failure();
            }
            rest(attempt.again().orElse(Duration.ZERO));
        }
    }

    private Attempt attempt(Call call, Map<String, String> headers, Duration wait) {
        try {
            var response = http.send(request(call, headers), BodyHandlers.ofInputStream());
            if (response.statusCode() / 100 == 2) {
                return new Attempt(new Reply(response), null, Optional.empty());
            }
            var again = Optional.of(wait).filter(w -> PASSING.contains(response.statusCode()) && mayRepeat(call));
            return new Attempt(
                    null, Refusal.of(server, response), told(response, call).or(() -> again));
        } catch (IOException e) {
            var failure = explained(e);
            return new Attempt(
                    null, failure, Optional.of(wait).filter(w -> !(e instanceof SSLException) && mayRepeat(call)));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static boolean mayRepeat(Call call) {
        return call.repeatable().getAsBoolean();
    }

    /** How long the server wants to be left alone. What it refused for that reason it has not begun to do. */
    private static Optional<Duration> told(HttpResponse<InputStream> response, Call call) {
        int status = response.statusCode();
        boolean unread = !call.asksFirst() || mayRepeat(call);
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> unread && (status == TOO_MANY_REQUESTS || PASSING.contains(status)))
                .filter(text -> text.matches("\\d{1,4}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .filter(wait -> wait.compareTo(LONGEST_WAIT) <= 0);
    }

    private HttpRequest request(Call call, Map<String, String> headers) {
        var address = ServerAddress.isMeant(call.path()) ? URI.create(call.path()) : server.at(call.path());
        var request = HttpRequest.newBuilder(address)
                .method(call.method(), call.body().get())
                .header("User-Agent", "usher")
                .expectContinue(call.asksFirst());
        call.headers().forEach(request::header);
        headers.forEach(request::header);
        call.timeout().ifPresent(request::timeout);
        return request.build();
    }

    private RemoteException explained(IOException e) {
        if (e instanceof SSLException) {
            return new RemoteException(
                    Kind.UNREACHABLE,
                    "There is no secure connection to " + server.base() + " (" + e.getMessage()
                            + "). If its certificate is of an authority of your own, name a trust store that has it:"
                            + " USHER_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE.",
                    e);
        }
        var why = e instanceof HttpTimeoutException ? "no answer in time" : reason(e);
        return new RemoteException(
                Kind.UNREACHABLE,
                "The server " + server.base() + " can't be reached, or broke the connection off (" + why
                        + "). Is the address right, and does the server run?",
                e);
    }

    /** The client of the JDK often says nothing but the type. */
    private static String reason(IOException e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    private void rest(Duration wait) {
        try {
            pause.of(wait);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private RemoteException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RemoteException(Kind.UNREACHABLE, "The request to " + server.base() + " was interrupted.", e);
    }
}
