package dev.usher.app.security.token;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are good, and for how long.
 *
 * @param issuer the name that all nodes of a database share, a URL; ends with a slash
 * @param tokenLifetime how long a token is good
 * @param externalIssuer who issues tokens instead of this server; empty if this server does
 * @param externalAudience what such tokens are made for; empty means the audience of our own
 * @param externalJwkSetUri where its keys are; empty means the usual place below {@code externalIssuer}
 */
@ConfigurationProperties("usher.security")
public record TokenProperties(
        @DefaultValue("http://localhost:8080/") String issuer,
        @DefaultValue("24h") Duration tokenLifetime,
        @DefaultValue("") String externalIssuer,
        @DefaultValue("") String externalAudience,
        @DefaultValue("") String externalJwkSetUri) {

    private static final String API = "api/v2/";
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    /** Also how long a key that was retired may be needed. */
    static final Duration LONGEST_LIFETIME = Duration.ofDays(30);

    public TokenProperties {
        requireUrl("issuer", issuer);
        issuer = issuer.endsWith("/") ? issuer : issuer + "/";
        if (tokenLifetime.compareTo(SHORTEST) < 0 || tokenLifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException(
                    "usher.security.token-lifetime is " + tokenLifetime + "; it must be at least 10s and at most 30d");
        }
        if (externalIssuer.isBlank()) {
            if (!externalAudience.isBlank() || !externalJwkSetUri.isBlank()) {
                throw new IllegalArgumentException(
                        "usher.security.external-audience and .external-jwk-set-uri belong to"
                                + " usher.security.external-issuer, which is missing");
            }
        } else {
            requireUrl("external-issuer", externalIssuer);
            externalAudience = externalAudience.isBlank() ? issuer + API : externalAudience;
            externalJwkSetUri = externalJwkSetUri.isBlank()
                    ? externalIssuer + (externalIssuer.endsWith("/") ? "" : "/") + ".well-known/jwks.json"
                    : externalJwkSetUri;
            requireUrl("external-jwk-set-uri", externalJwkSetUri);
        }
    }

    /** What our tokens are made for. */
    public String audience() {
        return issuer + API;
    }

    /** What the access tokens of users are made for. */
    public String userInfoAudience() {
        return issuer + "userinfo";
    }

    public boolean isExternal() {
        return !externalIssuer.isBlank();
    }

    private static void requireUrl(String name, String value) {
        try {
            var uri = URI.create(value);
            var scheme = uri.getScheme();
            if (("http".equals(scheme) || "https".equals(scheme))
                    && uri.getHost() != null
                    && uri.getQuery() == null
                    && uri.getFragment() == null) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw notUrl(name, value, e);
        }
        throw notUrl(name, value, null);
    }

    private static IllegalArgumentException notUrl(String name, String value, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "usher.security." + name + " is '" + value + "'; it must be a URL such as https://usher.example.com/",
                cause);
    }
}
