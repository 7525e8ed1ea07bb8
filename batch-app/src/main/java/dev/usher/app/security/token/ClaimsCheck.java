package dev.usher.app.security.token;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Whether a token with a good signature was made for us, and is good now. All checks are here: what Spring would add lets
 * a token pass that never expires.
 */
final class ClaimsCheck implements OAuth2TokenValidator<Jwt> {

    static final String EXPIRED = "expired";
    static final String INVALID = "invalid";

    /** How far the clocks of nodes may differ. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private final String issuer;
    private final @Nullable String audience;
    private final Predicate<Jwt> others;
    private final InstantSource clock;

    /**
     * @param audience null if {@code others} judges it
     * @param others what else must hold; asked last
     */
    ClaimsCheck(String issuer, @Nullable String audience, Predicate<Jwt> others, InstantSource clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.others = others;
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        var now = clock.instant();
        var expiry = token.getExpiresAt();
        var start = token.getNotBefore();
        if (!issuer.equals(token.getClaims().get("iss")) || !isFor(token.getAudience())) {
            return refused(INVALID, "It was not made by our issuer for our audience.");
        }
        if (expiry == null) {
            return refused(INVALID, "It never expires.");
        }
        if (!now.isBefore(expiry.plus(SKEW))) {
            return refused(EXPIRED, "It has expired.");
        }
        if (start != null && now.plus(SKEW).isBefore(start)) {
            return refused(INVALID, "It is not good yet.");
        }
        return others.test(token) ? OAuth2TokenValidatorResult.success() : refused(INVALID, "Its client is gone.");
    }

    private boolean isFor(@Nullable List<String> audiences) {
        return audiences != null && (audience == null || audiences.contains(audience));
    }

    private static OAuth2TokenValidatorResult refused(String code, String reason) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(code, reason, null));
    }
}
