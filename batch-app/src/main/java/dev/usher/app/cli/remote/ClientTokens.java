package dev.usher.app.cli.remote;

import dev.usher.app.cli.remote.RemoteException.Kind;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Tokens by client credentials, kept until shortly before they expire. */
public final class ClientTokens implements Tokens {

    private static final String PATH = "/oauth/token";

    private final Transport transport;
    private final ClientSecret client;
    private final TokenCache cache;
    private final Clock clock;
    private @Nullable AccessToken token;

    public ClientTokens(Transport transport, ClientSecret client, TokenCache cache, Clock clock) {
        this.transport = transport;
        this.client = client;
        this.cache = cache;
        this.clock = clock;
    }

    @Override
    public String current() {
        if (token == null) {
            token = cache.find().orElse(null);
        }
        if (token == null || !token.isGood(clock.instant())) {
            fetch();
        }
        return Objects.requireNonNull(token).text();
    }

    @Override
    public Optional<String> instead(String refused) {
        fetch();
        return Optional.of(current()).filter(text -> !text.equals(refused));
    }

    private void fetch() {
        var body = new LinkedHashMap<String, String>();
        body.put("grant_type", "client_credentials");
        body.put("client_id", client.id());
        body.put("client_secret", client.secret());
        var json = Documents.write(body);
        var call = Call.to("POST", PATH)
                .header("Content-Type", "application/json")
                .body(() -> BodyPublishers.ofString(json));
        var now = clock.instant();
        try {
            var answer = transport.send(call, Map.of()).as(Answer.class);
            token = new AccessToken(answer.accessToken(), now.plusSeconds(answer.expiresIn()));
        } catch (RemoteException e) {
            throw explained(e);
        }
        cache.keep(token);
    }

    private RemoteException explained(RemoteException refused) {
        if (refused.kind() != Kind.NOT_SIGNED_IN && refused.kind() != Kind.FORBIDDEN) {
            return refused;
        }
        return new RemoteException(
                Kind.NOT_SIGNED_IN,
                "The server " + transport.server().base() + " gives no token to the client " + client.id()
                        + ": its id or secret is wrong, or the client was deleted. Sign in again: usher login "
                        + transport.server().base(),
                refused);
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Answer(String accessToken, long expiresIn) {

        /** Without the token, so that no log ever has it. */
        @Override
        public String toString() {
            return "Answer[]";
        }
    }
}
