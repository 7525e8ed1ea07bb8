package dev.usher.app.security.token;

import dev.usher.app.login.LoginService;
import dev.usher.app.security.client.Clients;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Reads the tokens of users that this installation made. Shared by all threads. */
public final class UserTokens {

    /** How user tokens say that they are ones. */
    static final String GRANT = "password";

    private final JwtDecoder access;
    private final JwtDecoder id;
    private final LoginService logins;

    /** @param decoders makes a decoder of what its tokens must hold besides issuer, time and signature */
    UserTokens(Function<Check, JwtDecoder> decoders, TokenProperties properties, Clients clients, LoginService logins) {
        this.access = decoders.apply(token -> token.getAudience().contains(properties.userInfoAudience())
                && GRANT.equals(token.getClaims().get("gty"))
                && hasScope(token, "openid")
                && isClient(clients, token.getClaims().get("azp")));
        // What is made for a client, and for nothing else, is an ID token.
        this.id = decoders.apply(token -> token.getAudience().size() == 1
                && !token.hasClaim("gty")
                && isClient(clients, token.getAudience().get(0)));
        this.logins = logins;
    }

    /** The user of an access token for {@code /userinfo} whose session was not ended. */
    public Optional<Bearer> ofAccessToken(String token) {
        return read(access, token)
                .filter(this::isOpen)
                .map(jwt -> new Bearer(
                        jwt.getSubject(), String.valueOf(jwt.getClaims().get("azp"))));
    }

    /** The user of an ID token, whose session may have been ended. */
    public Optional<Bearer> ofIdToken(String token) {
        return read(id, token).map(UserTokens::ofAudience);
    }

    /** The user of an ID token whose session was not ended. */
    public Optional<Bearer> ofOpenIdToken(String token) {
        return read(id, token).filter(this::isOpen).map(UserTokens::ofAudience);
    }

    private static Bearer ofAudience(Jwt idToken) {
        return new Bearer(idToken.getSubject(), idToken.getAudience().get(0));
    }

    private boolean isOpen(Jwt token) {
        return token.getClaims().get("sid") instanceof String session && logins.isOpen(session, token.getSubject());
    }

    private static Optional<Jwt> read(JwtDecoder decoder, String token) {
        try {
            return Optional.of(decoder.decode(token)).filter(jwt -> jwt.getSubject() != null);
        } catch (BadJwtException e) {
            return Optional.empty();
        }
    }

    private static boolean hasScope(Jwt token, String scope) {
        return token.getClaims().get("scope") instanceof String scopes
                && Arrays.asList(scopes.split(" ")).contains(scope);
    }

    private static boolean isClient(Clients clients, @Nullable Object id) {
        return id instanceof String text && clients.find(text).isPresent();
    }

    /** Whether a token holds what it must. */
    @FunctionalInterface
    interface Check {
        boolean test(Jwt token);
    }

    /**
     * Whose token it is.
     *
     * @param clientId of the client that it was given to
     */
    public record Bearer(String userId, String clientId) {}
}
