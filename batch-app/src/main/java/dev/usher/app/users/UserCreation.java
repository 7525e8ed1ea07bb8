package dev.usher.app.users;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy.Family;
import dev.usher.jobs.user.UserAttribute;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds users, one at a time. Shared by all threads. */
final class UserCreation {

    private final Users users;
    private final Connections connections;
    private final Passwords passwords;

    UserCreation(Users users, Connections connections, Passwords passwords) {
        this.users = users;
        this.connections = connections;
        this.passwords = passwords;
    }

    /** A user to be added, as it will be stored. */
    record Prepared(Connection connection, Map<UserAttribute, JsonNode> values) {

        /** Without the values, so that no log ever has them. */
        @Override
        public String toString() {
            return "Prepared" + values.keySet();
        }
    }

    /** Judges a request. To hash a password takes long, so it is done outside of a transaction, and after all else. */
    Prepared prepare(ObjectNode body) {
        var request = UserRequest.toCreate(body);
        var connection = connection(request);
        var family = connection.strategy().family();
        if (family == Family.SOCIAL || family == Family.ENTERPRISE) {
            throw refused("Connection does not support user creation through the API. It must either be a database or"
                    + " passwordless connection.");
        }
        if (request.mentions(UserAttribute.USERNAME)
                && connection.rules().forbiddenAttributes().contains(UserAttribute.USERNAME)) {
            throw refused("Cannot set username for connection without requires_username.");
        }
        var values = new EnumMap<UserAttribute, JsonNode>(UserAttribute.class);
        values.putAll(UserRules.stored(connection, request.given(), true));
        passwords.requireOfNewUser(connection, request);
        if (users.isTaken(connection, values)) {
            throw exists();
        }
        values.putAll(passwords.ofNewUser(connection, request));
        return new Prepared(connection, values);
    }

    /** Adds a user in the transaction of the calling thread, and returns its id. */
    String create(Prepared user) {
        try {
            return users.insert(user.connection(), user.values());
        } catch (DuplicateKeyException e) {
            throw exists();
        }
    }

    private static ProblemException exists() {
        return new ProblemException(ProblemType.USER_EXISTS, "The user already exists.");
    }

    private Connection connection(UserRequest request) {
        var name = request.connection()
                .orElseThrow(() -> new InvalidUserException("", "Missing required property: connection"));
        return connections
                .find(name)
                .filter(connection -> connection.name().equals(name))
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NAMED_CONNECTION_NOT_FOUND, "The connection does not exist."));
    }

    private static ProblemException refused(String message) {
        return new ProblemException(ProblemType.USER_CHANGE_REFUSED, message);
    }
}
