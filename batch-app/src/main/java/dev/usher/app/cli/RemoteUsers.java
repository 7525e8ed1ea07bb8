package dev.usher.app.cli;

import dev.usher.app.cli.remote.RemoteException;
import dev.usher.app.cli.remote.RemoteException.Kind;
import dev.usher.app.cli.remote.UsersApi;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.profile.UserColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The users of a server. Who may see users need not be allowed to see connections. */
final class RemoteUsers implements UserDesk {

    private final UsersApi api;
    private final Connections connections;

    RemoteUsers(UsersApi api, Connections connections) {
        this.api = api;
        this.connections = connections;
    }

    @Override
    public Optional<JsonNode> find(String id) {
        return api.find(id);
    }

    @Override
    public List<JsonNode> findByEmail(String email) {
        return api.findByEmail(email);
    }

    @Override
    public List<JsonNode> list(Filter filter, int limit) {
        var query = query(filter);
        if (!filter.complete()) {
            query.put(
                    "fields",
                    UserDocument.LISTED.stream().map(UserColumn::columnName).collect(Collectors.joining(",")));
        }
        int size = Math.min(UsersApi.PAGE, limit);
        var users = new ArrayList<JsonNode>();
        for (int number = 0; users.size() < limit; number++) {
            var page = api.page(query, size, number);
            users.addAll(page);
            if (page.size() < size) {
                break;
            }
        }
        if (users.isEmpty()) {
            requireKnown(filter.connection());
        }
        return List.copyOf(users.subList(0, Math.min(limit, users.size())));
    }

    @Override
    public long count(Filter filter) {
        long total = api.count(query(filter));
        if (total == 0) {
            requireKnown(filter.connection());
        }
        return total;
    }

    private Map<String, String> query(Filter filter) {
        var query = new LinkedHashMap<String, String>();
        put(query, "q", filter.q());
        put(query, UserArguments.CONNECTION, filter.connection() == null ? null : name(filter.connection()));
        put(query, "sort", filter.sort());
        return query;
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }

    @Override
    public JsonNode create(ObjectNode body) {
        return api.create(UserArguments.withConnection(body, this::name));
    }

    @Override
    public JsonNode update(String id, ObjectNode body) {
        return api.change(id, UserArguments.withConnection(body, this::name));
    }

    @Override
    public boolean delete(String id) {
        boolean found = mayExist(id);
        api.delete(id);
        return found;
    }

    private boolean mayExist(String id) {
        try {
            return api.find(id).isPresent();
        } catch (RemoteException e) {
            if (e.kind() == Kind.FORBIDDEN) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public JsonNode link(String id, Identity identity) {
        return api.link(id, identity.provider(), identity.id());
    }

    @Override
    public JsonNode unlink(String id, Identity identity) {
        return api.unlink(id, identity.provider(), identity.id());
    }

    private String name(String nameOrId) {
        return Connection.isId(nameOrId)
                ? ConnectionLookup.require(connections, nameOrId).name()
                : nameOrId;
    }

    /** To a server a connection that does not exist is one without users; whoever mistyped its name wants to know. */
    private void requireKnown(@Nullable String connection) {
        try {
            if (connection != null) {
                ConnectionLookup.require(connections, connection);
            }
        } catch (RemoteException e) {
            if (e.kind() != Kind.FORBIDDEN) {
                throw e;
            }
        }
    }
}
