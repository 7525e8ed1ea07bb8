package dev.usher.app.users;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Rows of {@code users}, in the transaction of the calling thread. Shared by all threads. */
interface Users {

    /** A user or a linked identity as it is at this moment. */
    Optional<StoredUser> find(String userId);

    /** The rows that are linked to a user at this moment, in the order in which they were linked. */
    List<StoredUser> findLinked(String userId);

    /** Locks the row of a user or of a linked identity until the transaction ends. */
    Optional<StoredUser> lock(String userId);

    /** Locks the rows that are linked to a user, in the order in which they were linked. */
    List<StoredUser> lockLinked(String userId);

    /** Whether {@link #insert} would find at this moment that somebody has one of the keys. */
    boolean isTaken(Connection connection, Map<UserAttribute, JsonNode> values);

    /**
     * Adds a user, with defaults for what is not given, and keeps its connection from being deleted meanwhile.
     *
     * @param values as they are stored
     * @return the id
     * @throws org.springframework.dao.DuplicateKeyException if the connection has a user with the same key, or any
     *     connection one with the same id
     */
    String insert(Connection connection, Map<UserAttribute, JsonNode> values);

    /**
     * Changes a row and its time of change.
     *
     * @param values as they are stored; null unsets
     * @throws org.springframework.dao.DuplicateKeyException as {@link #insert}
     */
    void update(String userId, Map<UserAttribute, @Nullable JsonNode> values);

    /** Deletes a user and the identities that are linked to it; nothing if there is none. */
    void delete(String userId);

    /** Makes a user, and all that is linked to it, identities of another one. */
    void link(String userId, String primaryId);

    /** Makes a linked identity a user again. */
    void unlink(String userId, String primaryId);
}
