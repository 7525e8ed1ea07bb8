package dev.usher.app.users;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Strategy.Family;
import dev.usher.jobs.credential.verify.PasswordGate;
import dev.usher.jobs.credential.verify.PasswordHasher;
import dev.usher.jobs.credential.verify.UnfitPasswordException;
import dev.usher.jobs.user.UserAttribute;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** New passwords as what is stored of them. Shared by all threads. */
final class Passwords {

    private final PasswordHasher hasher;
    private final PasswordGate gate;
    private final JsonMapper json;

    Passwords(PasswordHasher hasher, PasswordGate gate, JsonMapper json) {
        this.hasher = hasher;
        this.gate = gate;
        this.json = json;
    }

    /** @throws InvalidUserException if the connection asks for a password and there is none, or it is the other way round */
    void requireOfNewUser(Connection connection, UserRequest request) {
        boolean takesPassword = connection.strategy().family() == Family.DATABASE;
        if (takesPassword && request.password().isEmpty()) {
            throw new InvalidUserException("", "Missing required property: password");
        }
        if (!takesPassword && request.password().isPresent()) {
            throw new InvalidUserException("password", "The connection does not take passwords");
        }
        request.password().ifPresent(password -> requireStrong(connection, String.valueOf(password.text())));
    }

    /** Of a request that {@link #requireOfNewUser} has found to be right. */
    Map<UserAttribute, JsonNode> ofNewUser(Connection connection, UserRequest request) {
        var values = new EnumMap<UserAttribute, JsonNode>(UserAttribute.class);
        request.password().ifPresent(password -> put(connection, String.valueOf(password.text()), values));
        return values;
    }

    /** Both kinds of hashes, as there is one password only; nothing if the request is about none. */
    Map<UserAttribute, @Nullable JsonNode> ofChange(Connection connection, UserRequest request) {
        var values = new EnumMap<UserAttribute, @Nullable JsonNode>(UserAttribute.class);
        request.password().ifPresent(password -> {
            values.put(UserAttribute.PASSWORD_HASH, null);
            values.put(UserAttribute.CUSTOM_PASSWORD_HASH, null);
            if (password.text() != null) {
                requireStrong(connection, password.text());
                put(connection, password.text(), values);
            }
        });
        return values;
    }

    private static void requireStrong(Connection connection, String password) {
        if (!connection.options().passwords().strength().brokenBy(password).isEmpty()) {
            throw new ProblemException(ProblemType.WEAK_PASSWORD, "PasswordStrengthError: Password is too weak");
        }
    }

    private void put(Connection connection, String password, Map<UserAttribute, @Nullable JsonNode> values) {
        var options = connection.options().passwords();
        try {
            var hashed = gate.pass(() -> options.hash(password, hasher), Passwords::busy);
            if (hashed.custom() != null) {
                values.put(
                        UserAttribute.CUSTOM_PASSWORD_HASH,
                        json.valueToTree(hashed.custom().toJson()));
            } else {
                values.put(UserAttribute.PASSWORD_HASH, StringNode.valueOf(hashed.bcrypt()));
            }
        } catch (UnfitPasswordException e) {
            throw new InvalidUserException("password", String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException busy() {
        return new ProblemException(
                ProblemType.TOO_BUSY, "Too many passwords are being hashed. Try again in some seconds.");
    }
}
