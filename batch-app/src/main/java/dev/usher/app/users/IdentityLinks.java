package dev.usher.app.users;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes identities of one user of several users, and takes them apart again. Shared by all threads.
 *
 * <p>Rows are locked in the order of their ids, so that two requests that link the same users do not wait for each other.
 */
final class IdentityLinks {

    private final Users users;
    private final Connections connections;

    IdentityLinks(Users users, Connections connections) {
        this.users = users;
        this.connections = connections;
    }

    /**
     * Links in the transaction of the calling thread.
     *
     * @param userId of the user who will have the identity
     * @param identity of the other user, who will be none any more
     */
    void link(String userId, IdentityName identity) {
        var otherId = identity.userId();
        if (otherId.equals(userId)) {
            throw conflict("The specified identity is the user's own.");
        }
        Stream.of(userId, otherId).sorted().forEach(users::lock);
        var user = requireUser(userId);
        var other = users.lock(otherId)
                .filter(row -> identity.isIn(connection(row)))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.USER_CHANGE_REFUSED, "The specified identity does not exist."));
        if (other.linkedTo() != null) {
            throw conflict("The specified identity is already linked to "
                    + (other.linkedTo().equals(userId) ? "this user." : "another user."));
        }
        users.link(other.userId(), user.userId());
    }

    /** Unlinks in the transaction of the calling thread: the identity becomes a user of its own again. */
    void unlink(String userId, IdentityName identity) {
        requireUser(userId);
        if (identity.userId().equals(userId)) {
            throw ChangeRules.refused("The main identity of a user can't be unlinked.");
        }
        var linked = users.lock(identity.userId())
                .filter(row -> userId.equals(row.linkedTo()) && identity.isIn(connection(row)))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.IDENTITY_NOT_FOUND, "The user does not have the specified identity."));
        users.unlink(linked.userId(), userId);
    }

    private StoredUser requireUser(String userId) {
        return users.lock(userId)
                .filter(row -> row.linkedTo() == null)
                .orElseThrow(() -> new ProblemException(ProblemType.USER_NOT_FOUND, "The user does not exist."));
    }

    private Connection connection(StoredUser row) {
        return connections.find(row.connectionId()).orElseThrow();
    }

    private static ProblemException conflict(String message) {
        return new ProblemException(ProblemType.IDENTITY_CONFLICT, message);
    }

    /**
     * An identity as requests name it.
     *
     * @param provider the strategy of its connection
     * @param id with or without the provider in front
     * @param connectionId of the connection; null for any
     */
    record IdentityName(
            String provider, String id, @Nullable String connectionId) {

        String userId() {
            return id.startsWith(provider + "|") ? id : provider + "|" + id;
        }

        boolean isIn(Connection connection) {
            return connection.strategy().name().equals(provider)
                    && Optional.ofNullable(connectionId)
                            .map(connection.id()::equals)
                            .orElse(true);
        }
    }
}
