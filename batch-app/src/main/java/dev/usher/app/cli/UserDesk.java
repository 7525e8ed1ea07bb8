package dev.usher.app.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Users one by one, in the database itself or at a server. Documents are those of the REST API.
 *
 * <p>What is refused is an exception whose message repeats no values of the user.
 */
interface UserDesk {

    Optional<JsonNode> find(String id);

    /** Users with exactly this e-mail address, whatever their connections. */
    List<JsonNode> findByEmail(String email);

    /**
     * Users in their order.
     *
     * @param limit at most {@link Filter#REACH}
     */
    List<JsonNode> list(Filter filter, int limit);

    long count(Filter filter);

    JsonNode create(ObjectNode body);

    JsonNode update(String id, ObjectNode body);

    /** @return whether there was one, or may have been: who may delete need not be allowed to look */
    boolean delete(String id);

    /** Makes another user an identity of this one, and returns all identities. */
    JsonNode link(String id, Identity identity);

    /** Makes a linked identity a user of its own again, and returns the identities that are left. */
    JsonNode unlink(String id, Identity identity);

    /**
     * Which users, and in which order.
     *
     * @param q null for all
     * @param connection name or id; null for all
     * @param sort null for that of the ids
     * @param complete whether all of each user is wanted, or just what a table shows
     */
    record Filter(
            @Nullable String q,
            @Nullable String connection,
            @Nullable String sort,
            boolean complete) {

        /** How many users a list has at most; whoever wants all of more takes an export. */
        static final int REACH = 1_000;

        /** Without the query, so that no log ever has it. */
        @Override
        public String toString() {
            return "Filter[]";
        }
    }

    /**
     * An identity as it is typed.
     *
     * @param provider the strategy of its connection
     * @param id with or without the provider in front
     */
    record Identity(String provider, String id) {}
}
