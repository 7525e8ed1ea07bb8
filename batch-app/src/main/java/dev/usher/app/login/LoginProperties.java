package dev.usher.app.login;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether users may log in here, and how.
 *
 * @param enabled without it no request with a password is looked at
 * @param defaultConnection the name of the database connection in which names are looked up if a request names none; empty
 *     for all of them
 * @param maxFailures how many wrong passwords in a row, from one address for one name, are answered
 * @param blockTime how long a block lasts that is not lifted
 * @param refreshTokenLifetime how long a refresh token is good; each use gives a new one
 * @param audiences what access tokens of users may be made for besides {@code /userinfo}
 */
@ConfigurationProperties("usher.login")
public record LoginProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("") String defaultConnection,
        @DefaultValue("10") int maxFailures,
        @DefaultValue("30d") Duration blockTime,
        @DefaultValue("30d") Duration refreshTokenLifetime,
        @DefaultValue({}) List<String> audiences) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    public LoginProperties {
        if (maxFailures < 1) {
            throw new IllegalArgumentException(
                    "usher.login.max-failures is " + maxFailures + "; it must be at least 1");
        }
        requireBetween("block-time", blockTime);
        requireBetween("refresh-token-lifetime", refreshTokenLifetime);
        audiences = List.copyOf(audiences);
    }

    private static void requireBetween(String name, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "usher.login." + name + " is " + value + "; it must be at least 1s and at most 365d");
        }
    }
}
