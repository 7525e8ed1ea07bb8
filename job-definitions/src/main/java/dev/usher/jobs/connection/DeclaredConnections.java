package dev.usher.jobs.connection;

import dev.usher.jobs.connection.ConnectionConflictException.Reason;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the connections up to what the configuration declares. What it does not declare stays as it is. */
final class DeclaredConnections {

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredConnections.class);

    private final Connections connections;

    DeclaredConnections(Connections connections) {
        this.connections = connections;
    }

    void apply(List<ConnectionsProperties.Declared> declared) {
        declared.forEach(this::apply);
    }

    private void apply(ConnectionsProperties.Declared declared) {
        var strategy = strategy(declared);
        var options = options(declared, strategy);
        connections
                .find(declared.name())
                .ifPresentOrElse(found -> update(found, strategy, options), () -> create(declared, strategy, options));
    }

    private void create(ConnectionsProperties.Declared declared, Strategy strategy, ConnectionOptions options) {
        try {
            connections.create(declared.name(), strategy, options);
            LOG.info("Created the declared connection {}", declared.name());
        } catch (ConnectionConflictException e) {
            // Another process that starts now may have been faster.
            var found = Optional.of(declared.name()).flatMap(connections::find).orElseThrow(() -> e);
            update(found, strategy, options);
        }
    }

    private void update(Connection found, Strategy strategy, ConnectionOptions options) {
        if (!found.strategy().equals(strategy)) {
            throw new ConnectionConflictException(
                    Reason.DECLARED_WRONGLY,
                    "The connection '" + found.name() + "' is declared with the strategy "
                            + strategy.name() + ", but it exists with "
                            + found.strategy().name()
                            + ". A strategy never changes: declare the old one, or choose another name.");
        }
        if (!found.options().equals(options)) {
            connections.updateOptions(found.id(), options);
            LOG.info("Updated the declared connection {}", found.name());
        }
    }

    private static Strategy strategy(ConnectionsProperties.Declared declared) {
        try {
            return Strategy.of(declared.strategy());
        } catch (IllegalArgumentException e) {
            throw wrong(declared, e);
        }
    }

    private static ConnectionOptions options(ConnectionsProperties.Declared declared, Strategy strategy) {
        try {
            var options = declared.options().toConnectionOptions();
            new ConnectionRules(declared.name(), strategy, options).requireSound();
            return options;
        } catch (IllegalArgumentException e) {
            throw wrong(declared, e);
        }
    }

    private static ConnectionConflictException wrong(
            ConnectionsProperties.Declared declared, IllegalArgumentException cause) {
        return new ConnectionConflictException(
                Reason.DECLARED_WRONGLY,
                "The connection '" + declared.name() + "' is declared wrongly: " + cause.getMessage());
    }
}
