package dev.usher.app.security.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.usher.app.security.client.Client;
import dev.usher.app.security.client.Clients;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Reads tokens and believes those only that are signed with RS256 by a key that we looked up ourselves: what a token says
 * about where its key is to be found is not looked at.
 */
final class TokenDecoders {

    private static final Duration CLIENT_SEEN = Duration.ofSeconds(5);

    private static final int TIMEOUT_MILLIS = 2000;
    private static final int LARGEST_KEY_SET = 100 * 1024;

    private TokenDecoders() {}

    /** Of the tokens of clients that this server made, as long as their client exists. */
    static JwtDecoder own(KeyRing keys, Clients clients, TokenProperties properties, Clock clock) {
        var known = new Recent<String, Boolean>(CLIENT_SEEN, clock);
        return decoder(
                keys.verifying(),
                new ClaimsCheck(
                        properties.issuer(),
                        properties.audience(),
                        token -> token.getClaims().get("azp") instanceof String id
                                && (id + "@clients").equals(token.getSubject())
                                && known.get(
                                        id,
                                        key -> clients.find(key)
                                                .map(Client::clientId)
                                                .isPresent()),
                        clock),
                JOSEObjectType.JWT);
    }

    /**
     * Of the tokens of users that this server made.
     *
     * @param check what they must hold besides issuer and time
     */
    static JwtDecoder ofUsers(KeyRing keys, TokenProperties properties, UserTokens.Check check, Clock clock) {
        return decoder(
                keys.verifying(), new ClaimsCheck(properties.issuer(), null, check::test, clock), JOSEObjectType.JWT);
    }

    /** Of another issuer's tokens. Its keys are fetched when they are needed, and kept for minutes. */
    static JwtDecoder external(TokenProperties properties, Clock clock) {
        return decoder(
                fetched(properties.externalJwkSetUri()),
                new ClaimsCheck(properties.externalIssuer(), properties.externalAudience(), token -> true, clock),
                JOSEObjectType.JWT,
                new JOSEObjectType("at+jwt"),
                null);
    }

    private static JwtDecoder decoder(
            JWKSource<SecurityContext> keys, ClaimsCheck claims, @Nullable JOSEObjectType... types) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(types));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        // The claims are checked below.
        processor.setJWTClaimsSetVerifier((set, context) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        // Spring would make a URL of the issuer, in which letter case gets lost.
        decoder.setClaimSetConverter(MappedJwtClaimSetConverter.withDefaults(Map.of("iss", issuer -> issuer)));
        decoder.setJwtValidator(claims);
        return decoder;
    }

    private static JWKSource<SecurityContext> fetched(String uri) {
        try {
            return JWKSourceBuilder.create(
                            URI.create(uri).toURL(),
                            new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_KEY_SET))
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("usher.security.external-jwk-set-uri is no URL", e);
        }
    }
}
