package dev.usher.app.rest.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.connection.PasswordOptions;
import dev.usher.jobs.connection.Strategy.Family;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A connection as JSON: the members of Auth0 that clients read to find out its id and its rules.
 *
 * @param isDomainConnection never, as nobody logs in here
 * @param realms its name
 * @param enabledClients none, as nobody logs in here
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ConnectionBody(
        String id,
        String strategy,
        String name,
        Options options,
        boolean isDomainConnection,
        List<String> realms,
        List<String> enabledClients) {

    static ConnectionBody of(Connection connection) {
        return new ConnectionBody(
                connection.id(),
                connection.strategy().name(),
                connection.name(),
                Options.of(connection.options(), connection.strategy().family() == Family.DATABASE),
                false,
                List.of(connection.name()),
                List.of());
    }

    /**
     * What was chosen for the connection; the first six are of databases only.
     *
     * @param importMode never: users are not fetched from elsewhere at their login
     * @param passwordPolicy how strong new passwords must be
     * @param passwordHash Usher's own: how they are kept
     * @param requiredFields Usher's own: what every row must give beyond what the strategy asks for
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Options(
            @Nullable Boolean importMode,
            @Nullable Boolean requiresUsername,
            @Nullable Validation validation,
            @JsonProperty("passwordPolicy") @Nullable String passwordPolicy,
            @Nullable Complexity passwordComplexityOptions,
            @Nullable PasswordHash passwordHash,
            SetUserRootAttributes setUserRootAttributes,
            List<String> requiredFields) {

        private static Options of(ConnectionOptions options, boolean database) {
            var passwords = options.passwords();
            return new Options(
                    database ? false : null,
                    database ? options.requiresUsername() : null,
                    database
                            ? new Validation(new Length(options.usernameMinLength(), options.usernameMaxLength()))
                            : null,
                    database ? literal(passwords.policy()) : null,
                    database ? new Complexity(passwords.minLength()) : null,
                    database ? PasswordHash.of(passwords) : null,
                    options.setUserRootAttributes(),
                    options.requiredFields());
        }
    }

    private static String literal(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** In characters. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Complexity(int minLength) {}

    /** @param cost of bcrypt: base-2 logarithm of the rounds; missing for others */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PasswordHash(String algorithm, @Nullable Integer cost) {

        private static PasswordHash of(PasswordOptions passwords) {
            return new PasswordHash(
                    literal(passwords.hash()),
                    passwords.hash() == PasswordOptions.Hash.BCRYPT ? passwords.bcryptCost() : null);
        }
    }

    /** What usernames must be like. */
    record Validation(Length username) {}

    /** In code points. */
    record Length(int min, int max) {}
}
