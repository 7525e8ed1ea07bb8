package dev.usher.app.security.token;

import dev.usher.app.login.LoginProperties;
import dev.usher.app.login.LoginService;
import dev.usher.app.security.client.Clients;
import dev.usher.app.users.UserService;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.json.JsonMapper;

/** Makes tokens, unless somebody else does, and reads them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
public class TokenConfiguration {

    @Bean
    KeyRing keyRing(SigningKeys stored, Clock clock) {
        return new KeyRing(stored, clock);
    }

    @Bean
    TokenEndpoint tokenEndpoint(
            Clients clients,
            SigningKeys stored,
            KeyRing keys,
            TokenProperties properties,
            JsonMapper json,
            Clock clock,
            LoginProperties login,
            LoginService logins,
            UserService users) {
        if (!properties.isExternal()) {
            stored.requireOne();
        }
        var userGrants = login.enabled() ? new UserGrants(logins, login, users, properties, clock) : null;
        return new TokenEndpoint(clients, keys, properties, json, clock, userGrants);
    }

    @Bean
    UserTokens userTokens(KeyRing keys, TokenProperties properties, Clients clients, LoginService logins, Clock clock) {
        return new UserTokens(
                check -> TokenDecoders.ofUsers(keys, properties, check, clock), properties, clients, logins);
    }

    @Bean
    JwtDecoder jwtDecoder(KeyRing keys, Clients clients, TokenProperties properties, Clock clock) {
        return properties.isExternal()
                ? TokenDecoders.external(properties, clock)
                : TokenDecoders.own(keys, clients, properties, clock);
    }
}
