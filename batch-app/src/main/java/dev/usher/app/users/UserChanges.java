package dev.usher.app.users;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.user.UserAttribute;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes users, one at a time. Shared by all threads.
 *
 * <p>The row is locked before it is read, so that whoever else changes the user, an import too, comes before or after.
 */
final class UserChanges {

    private final Users users;
    private final Connections connections;
    private final Passwords passwords;
    private final MetadataMerge metadata;

    UserChanges(Users users, Connections connections, Passwords passwords, MetadataMerge metadata) {
        this.users = users;
        this.connections = connections;
        this.passwords = passwords;
        this.metadata = metadata;
    }

    /** A request, and its password as it will be stored. */
    record Prepared(UserRequest request, Map<UserAttribute, @Nullable JsonNode> password) {

        /** Without the hash, so that no log ever has it. */
        @Override
        public String toString() {
            return "Prepared[" + request + "]";
        }
    }

    /**
     * Judges a request. To hash a password takes long, so it is done before a row is locked, and after all that may be wrong
     * with the request was looked at: what is refused anyway must not cost a hash.
     */
    Prepared prepare(String userId, ObjectNode body) {
        ChangeRules.requireChangeable(body);
        var request = UserRequest.toChange(body);
        ChangeRules.requireTogether(request);
        if (request.password().isEmpty()) {
            return new Prepared(request, Map.of());
        }
        var target = target(users.find(userId), users::findLinked, request);
        var unused = values(target, request);
        return new Prepared(request, passwords.ofChange(target.connection(), request));
    }

    /** Applies a request in the transaction of the calling thread. */
    void apply(String userId, Prepared prepared) {
        var request = prepared.request();
        var target = target(users.lock(userId), users::lockLinked, request);
        var identity = target.identity();
        var ofIdentity = new EnumMap<UserAttribute, @Nullable JsonNode>(UserAttribute.class);
        var ofUser = new EnumMap<UserAttribute, @Nullable JsonNode>(UserAttribute.class);
        values(target, request)
                .forEach((attribute, value) ->
                        (ChangeRules.OF_THE_USER.contains(attribute) ? ofUser : ofIdentity).put(attribute, value));
        if (ofUser.get(UserAttribute.APP_METADATA) instanceof ObjectNode emptied && emptied.isEmpty()) {
            ofUser.put(UserAttribute.APP_METADATA, null);
        }
        request.removed().forEach(attribute -> ofIdentity.put(attribute, null));
        ofIdentity.putAll(prepared.password());
        resetVerified(identity, ofIdentity);
        write(target.user(), identity, ofUser, ofIdentity);
    }

    /** Whom a request is about: a user, one of its identities, and the connection of that. */
    private record Target(StoredUser user, StoredUser identity, Connection connection) {}

    private Target target(Optional<StoredUser> found, Function<String, List<StoredUser>> linked, UserRequest request) {
        var user = found.filter(row -> row.linkedTo() == null).orElseThrow(ProblemException::noUser);
        var identity = identity(user, linked, request);
        var connection = connections.find(identity.connectionId()).orElseThrow();
        ChangeRules.requireAllowed(request, connection, identity.linkedTo() != null);
        return new Target(user, identity, connection);
    }

    private Map<UserAttribute, JsonNode> values(Target target, UserRequest request) {
        return UserRules.stored(target.connection(), merged(target.user(), request.given()), false);
    }

    private Map<UserAttribute, JsonNode> merged(StoredUser user, Map<UserAttribute, JsonNode> given) {
        var merged = new EnumMap<UserAttribute, JsonNode>(UserAttribute.class);
        merged.putAll(given);
        merged.computeIfPresent(
                UserAttribute.APP_METADATA, (attribute, change) -> metadata.merge(user.appMetadata(), change));
        merged.computeIfPresent(
                UserAttribute.USER_METADATA, (attribute, change) -> metadata.merge(user.userMetadata(), change));
        return merged;
    }

    /** Whose address, phone number, username or password is meant: the user's own, or that of a linked identity. */
    private StoredUser identity(StoredUser user, Function<String, List<StoredUser>> linked, UserRequest request) {
        if (request.connection().isEmpty()) {
            return user;
        }
        var id = connection(request.connection().get()).id();
        if (id.equals(user.connectionId())) {
            return user;
        }
        return linked.apply(user.userId()).stream()
                .filter(row -> row.connectionId().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> ChangeRules.refused("The user does not have an identity in the specified connection."));
    }

    private Connection connection(String name) {
        return connections
                .find(name)
                .filter(connection -> connection.name().equals(name))
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NAMED_CONNECTION_NOT_FOUND, "Connection does not exist."));
    }

    /** An address that changes is verified only if the request says so. */
    private static void resetVerified(StoredUser identity, Map<UserAttribute, @Nullable JsonNode> values) {
        reset(values, UserAttribute.EMAIL, identity.email(), UserAttribute.EMAIL_VERIFIED);
        reset(values, UserAttribute.PHONE_NUMBER, identity.phoneNumber(), UserAttribute.PHONE_VERIFIED);
    }

    private static void reset(
            Map<UserAttribute, @Nullable JsonNode> values,
            UserAttribute address,
            @Nullable String before,
            UserAttribute verified) {
        if (values.containsKey(address)) {
            var after = Optional.ofNullable(values.get(address)).map(JsonNode::stringValue);
            if (after.isEmpty()) {
                values.put(verified, null);
            } else if (!Objects.equals(after.get(), before)) {
                values.putIfAbsent(verified, BooleanNode.FALSE);
            }
        }
    }

    private void write(
            StoredUser user,
            StoredUser identity,
            Map<UserAttribute, @Nullable JsonNode> ofUser,
            Map<UserAttribute, @Nullable JsonNode> ofIdentity) {
        try {
            if (identity.linkedTo() == null) {
                ofUser.putAll(ofIdentity);
            } else {
                users.update(identity.userId(), ofIdentity);
            }
            users.update(user.userId(), ofUser);
        } catch (DuplicateKeyException e) {
            throw ChangeRules.taken(e);
        }
    }
}
