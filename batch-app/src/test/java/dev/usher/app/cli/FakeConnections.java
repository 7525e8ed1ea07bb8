package dev.usher.app.cli;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionConflictException;
import dev.usher.jobs.connection.ConnectionConflictException.Reason;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Connections in memory, with ids that count up. */
final class FakeConnections implements Connections {

    private final List<Connection> all = new ArrayList<>();

    @Override
    public List<Connection> list() {
        return List.copyOf(all);
    }

    @Override
    public Optional<Connection> find(String idOrName) {
        return all.stream()
                .filter(c -> c.id().equals(idOrName) || c.name().equals(idOrName))
                .findFirst();
    }

    @Override
    public Connection create(String name, Strategy strategy, ConnectionOptions options) {
        if (find(name).isPresent()) {
            throw new ConnectionConflictException(Reason.NAME_TAKEN, "There is a connection '" + name + "' already.");
        }
        var connection = new Connection(String.format("con_%016d", all.size() + 1), name, strategy, options);
        all.add(connection);
        return connection;
    }

    @Override
    public Connection updateOptions(String id, ConnectionOptions options) {
        var old = find(id).orElseThrow();
        var changed = new Connection(id, old.name(), old.strategy(), options);
        all.set(all.indexOf(old), changed);
        return changed;
    }

    @Override
    public void delete(String id) {
        all.remove(find(id).orElseThrow());
    }
}
