package dev.usher.app.rest.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.connection.Strategy.Family;
import java.util.List;
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
     * What was chosen for the connection; the first three are of databases only.
     *
     * @param importMode never: users are not fetched from elsewhere at their login
     * @param requiredFields Usher's own: what every row must give beyond what the strategy asks for
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Options(
            @Nullable Boolean importMode,
            @Nullable Boolean requiresUsername,
            @Nullable Validation validation,
            SetUserRootAttributes setUserRootAttributes,
            List<String> requiredFields) {

        private static Options of(ConnectionOptions options, boolean database) {
            return new Options(
                    database ? false : null,
                    database ? options.requiresUsername() : null,
                    database
                            ? new Validation(new Length(options.usernameMinLength(), options.usernameMaxLength()))
                            : null,
                    options.setUserRootAttributes(),
                    options.requiredFields());
        }
    }

    /** What usernames must be like. */
    record Validation(Length username) {}

    /** In code points. */
    record Length(int min, int max) {}
}
