package dev.usher.app.security.token;

import dev.usher.app.security.client.Clients;
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
            Clock clock) {
        if (!properties.isExternal()) {
            stored.requireOne();
        }
        return new TokenEndpoint(clients, keys, properties, json, clock);
    }

    @Bean
    JwtDecoder jwtDecoder(KeyRing keys, Clients clients, TokenProperties properties, Clock clock) {
        return properties.isExternal()
                ? TokenDecoders.external(properties, clock)
                : TokenDecoders.own(keys, clients, properties, clock);
    }
}
