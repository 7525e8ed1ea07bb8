package dev.usher.app.users;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.users.IdentityLinks.IdentityName;
import dev.usher.jobs.postgres.LockingTransactions;
import dev.usher.jobs.profile.UserColumn;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Users one by one. Shared by all threads.
 *
 * <p>What is wrong with a value is an {@link InvalidUserException}; what is wrong with the request as a whole, or does not go
 * together with what is stored, is a {@link ProblemException}.
 */
public final class UserService {

    private final UserProfiles profiles;
    private final JdbcUserSearch search;
    private final Users users;
    private final UserCreation creation;
    private final UserChanges changes;
    private final IdentityLinks links;
    private final LockingTransactions transactions;

    UserService(
            UserProfiles profiles,
            JdbcUserSearch search,
            Users users,
            UserCreation creation,
            UserChanges changes,
            IdentityLinks links,
            LockingTransactions transactions) {
        this.profiles = profiles;
        this.search = search;
        this.users = users;
        this.creation = creation;
        this.changes = changes;
        this.links = links;
        this.transactions = transactions;
    }

    /** @throws ProblemException if there is no such user */
    public UserProfile require(String userId, Set<UserColumn> columns) {
        return profiles.find(userId, columns).orElseThrow(ProblemException::noUser);
    }

    /**
     * The first hundred users with exactly this e-mail address, whatever their connections; none if nobody has it.
     *
     * @throws ProblemException if it takes too long
     */
    public List<UserProfile> findByEmail(String email, Set<UserColumn> columns) {
        return search.limited(() -> profiles.findByEmail(email, columns));
    }

    /** @throws ProblemException if the search takes too long */
    public UserPage search(UserSearch asked) {
        return search.page(asked);
    }

    /** Adds a user to the connection that the body names. */
    public UserProfile create(ObjectNode body) {
        var user = creation.prepare(body);
        return written(() -> creation.create(user));
    }

    /** Changes what the body gives; null removes, metadata are merged at their first level. */
    public UserProfile update(String userId, ObjectNode body) {
        var change = changes.prepare(userId, body);
        return written(() -> {
            changes.apply(userId, change);
            return userId;
        });
    }

    /** Deletes a user and its linked identities; nothing if there is none. */
    public void delete(String userId) {
        transactions.executeWithoutResult(status ->
                users.lock(userId).filter(row -> row.linkedTo() == null).ifPresent(row -> users.delete(row.userId())));
    }

    /**
     * Makes a user an identity of another one.
     *
     * @param provider the strategy of the identity's connection
     * @param identityId with or without the provider in front
     * @param connectionId of the identity's connection; null for any
     */
    public UserProfile link(String userId, String provider, String identityId, @Nullable String connectionId) {
        return written(() -> {
            links.link(userId, new IdentityName(provider, identityId, connectionId));
            return userId;
        });
    }

    /** As {@link #link(String, String, String, String)}, of the whole id of the other user. */
    public UserProfile link(String userId, String otherId) {
        return written(() -> {
            links.link(userId, otherId);
            return userId;
        });
    }

    /** Makes a linked identity a user of its own again. */
    public UserProfile unlink(String userId, String provider, String identityId) {
        return written(() -> {
            links.unlink(userId, new IdentityName(provider, identityId, null));
            return userId;
        });
    }

    /** The user as the transaction leaves it, before anybody else can change it. */
    private UserProfile written(Write write) {
        return transactions.execute(status -> require(write.userId(), ShownColumns.ALL));
    }

    private interface Write {
        String userId();
    }
}
