package dev.usher.app.cli;

import dev.usher.app.cli.remote.RemoteException;
import dev.usher.app.cli.remote.RemoteException.Kind;
import dev.usher.app.cli.remote.UsherApi;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionConflictException;
import dev.usher.jobs.connection.ConnectionConflictException.Reason;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.PasswordOptions;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.credential.verify.PasswordStrength;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The connections of a server. */
final class RemoteConnections implements Connections {

    private final UsherApi api;

    RemoteConnections(UsherApi api) {
        this.api = api;
    }

    @Override
    public List<Connection> list() {
        return api.connections().stream().map(RemoteConnections::connection).toList();
    }

    @Override
    public Optional<Connection> find(String idOrName) {
        if (Connection.isId(idOrName)) {
            return api.connection(idOrName).map(RemoteConnections::connection);
        }
        return api.connectionsNamed(idOrName).stream()
                .map(RemoteConnections::connection)
                .filter(connection -> connection.name().equals(idOrName))
                .findFirst();
    }

    @Override
    public Connection create(String name, Strategy strategy, ConnectionOptions options) {
        try {
            return connection(api.createConnection(
                    Map.of("name", name, "strategy", strategy.name(), "options", members(options))));
        } catch (RemoteException e) {
            if (e.kind() == Kind.CONFLICT) {
                throw new ConnectionConflictException(Reason.NAME_TAKEN, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    @Override
    public Connection updateOptions(String id, ConnectionOptions options) {
        return connection(api.changeConnection(id, Map.of("options", members(options))));
    }

    @Override
    public void delete(String id) {
        api.deleteConnection(id);
    }

    private static Connection connection(JsonNode json) {
        var options = json.path("options");
        var username = options.path("validation").path("username");
        var defaults = ConnectionOptions.DEFAULTS;
        return new Connection(
                json.path("id").asString(),
                json.path("name").asString(),
                Strategy.of(json.path("strategy").asString()),
                new ConnectionOptions(
                        options.path("requires_username").asBoolean(defaults.requiresUsername()),
                        username.path("min").asInt(defaults.usernameMinLength()),
                        username.path("max").asInt(defaults.usernameMaxLength()),
                        SetUserRootAttributes.valueOf(options.path("set_user_root_attributes")
                                .asString(literal(defaults))
                                .toUpperCase(Locale.ROOT)),
                        options.path("required_fields")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList(),
                        passwords(options, defaults.passwords())));
    }

    private static PasswordOptions passwords(JsonNode options, PasswordOptions defaults) {
        var hash = options.path("password_hash");
        return new PasswordOptions(
                PasswordStrength.Level.named(options.path("passwordPolicy").asString(""))
                        .orElse(defaults.policy()),
                options.path("password_complexity_options").path("min_length").asInt(defaults.minLength()),
                PasswordOptions.Hash.valueOf(
                        hash.path("algorithm").asString(defaults.hash().name()).toUpperCase(Locale.ROOT)),
                hash.path("cost").asInt(defaults.bcryptCost()));
    }

    private static Map<String, Object> members(ConnectionOptions options) {
        var passwords = options.passwords();
        return Map.of(
                "requires_username",
                options.requiresUsername(),
                "validation",
                Map.of("username", Map.of("min", options.usernameMinLength(), "max", options.usernameMaxLength())),
                "set_user_root_attributes",
                literal(options),
                "required_fields",
                options.requiredFields(),
                "passwordPolicy",
                passwords.policy().name().toLowerCase(Locale.ROOT),
                "password_complexity_options",
                Map.of("min_length", passwords.minLength()),
                "password_hash",
                Map.of("algorithm", passwords.hash().name().toLowerCase(Locale.ROOT), "cost", passwords.bcryptCost()));
    }

    private static String literal(ConnectionOptions options) {
        return options.setUserRootAttributes().name().toLowerCase(Locale.ROOT);
    }
}
