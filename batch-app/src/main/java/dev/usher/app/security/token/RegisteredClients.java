package dev.usher.app.security.token;

import dev.usher.app.security.client.Client;
import dev.usher.app.security.client.ClientSecrets;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Our clients as Spring's authorization server wants to know them. */
final class RegisteredClients implements RegisteredClientRepository {

    /** No secret has this hash. */
    private static final String NO_SECRET = "0".repeat(64);

    private final Clients clients;
    private final Duration tokenLifetime;

    RegisteredClients(Clients clients, Duration tokenLifetime) {
        this.clients = clients;
        this.tokenLifetime = tokenLifetime;
    }

    /** How secrets are compared. */
    static PasswordEncoder secrets() {
        return new PasswordEncoder() {
            @Override
            public @Nullable String encode(@Nullable CharSequence secret) {
                return secret == null ? null : ClientSecrets.hash(secret);
            }

            @Override
            public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
                return secret != null && hash != null && ClientSecrets.matches(secret, hash);
            }
        };
    }

    /** One that does not exist goes the way of all others and fails where they may fail, so that it takes as long. */
    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        if (clientId.isBlank()) {
            return null;
        }
        var scopes = clients.find(clientId).map(Client::scopes).orElse(Set.of());
        return RegisteredClient.withId(clientId)
                .clientId(clientId)
                .clientSecret(clients.findSecretHash(clientId).orElse(NO_SECRET))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(names -> scopes.stream().map(Scope::literal).forEach(names::add))
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(tokenLifetime)
                        .build())
                .build();
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Clients are made by commands.");
    }
}
