package dev.usher.app.users;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes identities of one user of several users, and takes them apart again. Shared by all threads.
 *
 * <p>The user is locked before its identities, as by everybody who changes both.
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
        link(userId, find(identity).orElseThrow(() -> ChangeRules.refused("The specified identity does not exist.")));
    }

    /** As {@link #link(String, IdentityName)}, of the other user's whole id. */
    void link(String userId, String otherId) {
        if (otherId.equals(userId)) {
            throw conflict("The specified identity is the user's own.");
        }
        var rows = lock(userId, otherId);
        requireUser(rows, userId);
        var other = Optional.ofNullable(rows.get(otherId))
                .orElseThrow(() -> ChangeRules.refused("The specified identity does not exist."));
        if (other.linkedTo() != null) {
            throw conflict("The specified identity is already linked to "
                    + (other.linkedTo().equals(userId) ? "this user." : "another user."));
        }
        users.link(otherId, userId);
    }

    /** Unlinks in the transaction of the calling thread: the identity becomes a user of its own again. */
    void unlink(String userId, IdentityName identity) {
        var otherId = find(identity).orElse("");
        if (otherId.equals(userId)) {
            throw ChangeRules.refused("The main identity of a user can't be unlinked.");
        }
        var rows = lock(userId, otherId);
        requireUser(rows, userId);
        var linked = rows.get(otherId);
        if (linked == null || !userId.equals(linked.linkedTo())) {
            throw new ProblemException(
                    ProblemType.IDENTITY_NOT_FOUND, "The user does not have the specified identity.");
        }
        users.unlink(otherId, userId);
    }

    private Map<String, StoredUser> lock(String userId, String otherId) {
        var rows = new HashMap<String, StoredUser>();
        Stream.of(userId, otherId).forEach(id -> users.lock(id).ifPresent(row -> rows.put(id, row)));
        return rows;
    }

    private static void requireUser(Map<String, StoredUser> rows, String userId) {
        var user = rows.get(userId);
        if (user == null || user.linkedTo() != null) {
            throw ProblemException.noUser();
        }
    }

    /** The whole id of the identity, if there is one; the connection of an id never changes. */
    private Optional<String> find(IdentityName identity) {
        return identity.userIds()
                .filter(id -> users.find(id)
                        .flatMap(row -> connections.find(row.connectionId()))
                        .filter(identity::isIn)
                        .isPresent())
                .findFirst();
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

        /** What the whole id may be; the first that there is counts. */
        Stream<String> userIds() {
            var withProvider = provider + "|" + id;
            return id.startsWith(provider + "|") ? Stream.of(withProvider, id) : Stream.of(withProvider);
        }

        boolean isIn(Connection connection) {
            return connection.strategy().name().equals(provider)
                    && Optional.ofNullable(connectionId)
                            .map(connection.id()::equals)
                            .orElse(true);
        }
    }
}
