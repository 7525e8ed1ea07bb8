package dev.usher.app.security.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import dev.usher.app.security.client.Clients;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /oauth/token} and {@code GET} of the public keys: what Usher has of Spring's authorization server. Whoever
 * puts it into a filter chain must let the chain match these two only.
 */
public final class TokenEndpoint {

    public static final String TOKEN_PATH = "/oauth/token";
    public static final String KEYS_PATH = "/.well-known/jwks.json";

    private final Clients clients;
    private final KeyRing keys;
    private final TokenProperties properties;
    private final JsonMapper json;
    private final Clock clock;
    private final @Nullable UserGrants userGrants;

    /** @param userGrants null if users can't log in */
    TokenEndpoint(
            Clients clients,
            KeyRing keys,
            TokenProperties properties,
            JsonMapper json,
            Clock clock,
            @Nullable UserGrants userGrants) {
        this.clients = clients;
        this.keys = keys;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
        this.userGrants = userGrants;
    }

    public void addTo(HttpSecurity http) {
        var errors = new TokenErrors(json);
        http.setSharedObject(JWKSource.class, keys.verifying());
        http.oauth2AuthorizationServer(server -> configure(server, errors))
                .addFilterBefore(
                        new TokenRequestFilter(json, grantTypes(), errors),
                        AbstractPreAuthenticatedProcessingFilter.class);
    }

    private void configure(OAuth2AuthorizationServerConfigurer server, TokenErrors errors) {
        var registered = new RegisteredClients(clients, properties.tokenLifetime());
        var nothing = new NoAuthorizations();
        var secrets = new ClientSecretAuthenticationProvider(registered, nothing);
        secrets.setPasswordEncoder(RegisteredClients.secrets());
        var generator = generator();
        server.registeredClientRepository(registered)
                .authorizationService(nothing)
                .authorizationServerSettings(AuthorizationServerSettings.builder()
                        .issuer(properties.issuer())
                        .tokenEndpoint(TOKEN_PATH)
                        .jwkSetEndpoint(KEYS_PATH)
                        .build())
                .tokenGenerator(generator)
                .clientAuthentication(client -> client.authenticationConverters(converters -> {
                            converters.clear();
                            converters.add(new ClientSecretBasicAuthenticationConverter());
                            converters.add(new ClientSecretPostAuthenticationConverter());
                        })
                        .authenticationProviders(providers -> {
                            providers.clear();
                            providers.add(secrets);
                        })
                        .errorResponseHandler(errors))
                .tokenEndpoint(token -> token.accessTokenRequestConverters(converters -> {
                            converters.clear();
                            converters.add(new GrantConverter(properties.audience()));
                            if (userGrants != null) {
                                converters.add(userGrants.converter());
                            }
                        })
                        .authenticationProviders(providers -> {
                            providers.clear();
                            providers.add(new OAuth2ClientCredentialsAuthenticationProvider(nothing, generator));
                            if (userGrants != null) {
                                providers.add(userGrants.provider(new NimbusJwtEncoder(keys.signing())));
                            }
                        })
                        .accessTokenResponseHandler(new TokenAnswers(json))
                        .errorResponseHandler(errors));
    }

    private Set<String> grantTypes() {
        var types = new LinkedHashSet<String>();
        types.add(AuthorizationGrantType.CLIENT_CREDENTIALS.getValue());
        if (userGrants != null) {
            types.addAll(UserGrant.literals());
        }
        return types;
    }

    private JwtGenerator generator() {
        var generator = new JwtGenerator(new NimbusJwtEncoder(keys.signing()));
        generator.setClock(clock);
        generator.setJwtCustomizer(this::asAuth0Does);
        return generator;
    }

    private void asAuth0Does(JwtEncodingContext token) {
        var clientId = token.getRegisteredClient().getClientId();
        token.getJwsHeader().type("JWT");
        token.getClaims()
                .subject(clientId + "@clients")
                .audience(List.of(properties.audience()))
                .claim("azp", clientId)
                .claim("scope", String.join(" ", token.getAuthorizedScopes()))
                .claim("gty", "client-credentials")
                .claims(all -> all.remove("nbf"));
    }
}
