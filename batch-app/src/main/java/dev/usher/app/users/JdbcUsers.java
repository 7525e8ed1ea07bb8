package dev.usher.app.users;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.profile.NewUserSql;
import dev.usher.jobs.user.UserAttribute;
import dev.usher.jobs.user.UserIdStem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.databind.JsonNode;

/** {@link Users} by statements on single rows. */
final class JdbcUsers implements Users {

    private static final List<UserAttribute> ATTRIBUTES = List.of(UserAttribute.values());

    private static final String SELECT = """
            SELECT user_id, connection_id, linked_to, email, phone_number, app_metadata, user_metadata
              FROM users
            """;

    private static final String ONE = SELECT + " WHERE user_id = :user";
    private static final String LINKED = SELECT + " WHERE linked_to = :user ORDER BY linked_at, user_id";
    private static final String LOCKED = " FOR UPDATE";

    private static final String LINK = """
            UPDATE users
               SET linked_to = :primary,
                   linked_at = CASE WHEN user_id = :user THEN clock_timestamp() ELSE linked_at END,
                   has_linked = NULL
             WHERE user_id = :user OR linked_to = :user
            """;

    private static final String UNLINK = """
            UPDATE users SET linked_to = NULL, linked_at = NULL, updated_at = date_trunc('milliseconds', now())
             WHERE user_id = :user
            """;

    private static final String TOUCH = """
            UPDATE users
               SET updated_at = date_trunc('milliseconds', now()),
                   has_linked = CASE WHEN EXISTS (SELECT FROM users AS l WHERE l.linked_to = :user) THEN true END
             WHERE user_id = :user
            """;

    private static final String IS_TAKEN = """
            SELECT EXISTS (SELECT FROM users WHERE connection_id = :connection AND email = :email AND email_is_unique)
                OR EXISTS (SELECT FROM users WHERE connection_id = :connection AND username = :username)
                OR EXISTS (SELECT FROM users WHERE connection_id = :connection AND phone_number = :phone)
                OR EXISTS (SELECT FROM users WHERE user_id = :user)
            """;

    /** Null, and not false, as of the many users whom an import brings. */
    private static final String OWN_PASSWORD = "nullif(CAST(:has_password AS boolean), false)";

    /** Also if there is none any more: a file that still has the old one must not bring it back. */
    private static final String RESET = "last_password_reset = " + NewUserSql.NOW + ", password_is_own = true, ";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final RandomGenerator random;

    JdbcUsers(JdbcClient jdbc, Clock clock, RandomGenerator random) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Optional<StoredUser> find(String userId) {
        return jdbc.sql(ONE).param("user", userId).query(JdbcUsers::user).optional();
    }

    @Override
    public List<StoredUser> findLinked(String userId) {
        return jdbc.sql(LINKED).param("user", userId).query(JdbcUsers::user).list();
    }

    @Override
    public Optional<StoredUser> lock(String userId) {
        return jdbc.sql(ONE + LOCKED)
                .param("user", userId)
                .query(JdbcUsers::user)
                .optional();
    }

    @Override
    public List<StoredUser> lockLinked(String userId) {
        return jdbc.sql(LINKED + LOCKED)
                .param("user", userId)
                .query(JdbcUsers::user)
                .list();
    }

    @Override
    public boolean isTaken(Connection connection, Map<UserAttribute, JsonNode> values) {
        return jdbc.sql(IS_TAKEN)
                .param("connection", connection.id())
                .param("email", text(values, UserAttribute.EMAIL), Types.VARCHAR)
                .param("username", text(values, UserAttribute.USERNAME), Types.VARCHAR)
                .param("phone", text(values, UserAttribute.PHONE_NUMBER), Types.VARCHAR)
                .param("user", text(values, UserAttribute.USER_ID), Types.VARCHAR)
                .query(Boolean.class)
                .single();
    }

    private static @Nullable String text(Map<UserAttribute, JsonNode> values, UserAttribute attribute) {
        var value = values.get(attribute);
        return value == null ? null : value.stringValue();
    }

    @Override
    public String insert(Connection connection, Map<UserAttribute, JsonNode> values) {
        var locked = jdbc.sql("SELECT id FROM connections WHERE id = :id FOR KEY SHARE")
                .param("id", connection.id())
                .query(String.class)
                .optional();
        if (locked.isEmpty()) {
            throw new ProblemException(ProblemType.NAMED_CONNECTION_NOT_FOUND, "The connection does not exist.");
        }
        var rules = connection.rules();
        var statement = jdbc.sql("INSERT INTO users (" + columns()
                        + ", connection_id, email_is_unique, password_is_own, created_at, updated_at)"
                        + " SELECT "
                        + ATTRIBUTES.stream()
                                .map(attribute -> NewUserSql.value(attribute, rules, JdbcUsers::given))
                                .collect(Collectors.joining(", "))
                        + ", :connection, :email_is_unique, " + OWN_PASSWORD + ", " + NewUserSql.NOW + ", "
                        + NewUserSql.NOW
                        + " FROM (SELECT "
                        + ATTRIBUTES.stream()
                                .map(attribute -> parameter(attribute) + " AS " + attribute.attributeName())
                                .collect(Collectors.joining(", "))
                        + ") AS s RETURNING user_id")
                .param("connection", connection.id())
                .param("email_is_unique", rules.emailIsUnique())
                .param("has_password", hasPassword(values))
                .param("stem", rules.userIdPrefix() + UserIdStem.next(clock, random));
        for (var attribute : ATTRIBUTES) {
            statement = bind(statement, attribute, values.get(attribute));
        }
        return statement.query(String.class).single();
    }

    @Override
    public void update(String userId, Map<UserAttribute, @Nullable JsonNode> values) {
        var sets = values.keySet().stream()
                .map(attribute -> attribute.attributeName() + " = " + parameter(attribute) + ", ")
                .collect(Collectors.joining());
        boolean reset = values.containsKey(UserAttribute.PASSWORD_HASH);
        var statement = jdbc.sql("UPDATE users SET " + sets + (reset ? RESET : "") + "updated_at = " + NewUserSql.NOW
                        + " WHERE user_id = :user")
                .param("user", userId);
        for (var value : values.entrySet()) {
            statement = bind(statement, value.getKey(), value.getValue());
        }
        statement.update();
    }

    /** Notes that a user has changed by a change to its identities. */
    private void touch(String userId) {
        jdbc.sql(TOUCH).param("user", userId).update();
    }

    @Override
    public void delete(String userId) {
        jdbc.sql("DELETE FROM users WHERE user_id = :user OR linked_to = :user")
                .param("user", userId)
                .update();
    }

    @Override
    public void link(String userId, String primaryId) {
        jdbc.sql(LINK).param("user", userId).param("primary", primaryId).update();
        touch(primaryId);
    }

    @Override
    public void unlink(String userId, String primaryId) {
        jdbc.sql(UNLINK).param("user", userId).update();
        touch(primaryId);
    }

    private static boolean hasPassword(Map<UserAttribute, ? extends @Nullable JsonNode> values) {
        return values.get(UserAttribute.PASSWORD_HASH) != null
                || values.get(UserAttribute.CUSTOM_PASSWORD_HASH) != null;
    }

    private static String columns() {
        return ATTRIBUTES.stream().map(UserAttribute::attributeName).collect(Collectors.joining(", "));
    }

    private static String given(UserAttribute attribute) {
        return "s." + attribute.attributeName();
    }

    private static String parameter(UserAttribute attribute) {
        return "CAST(:" + attribute.attributeName() + " AS "
                + switch (attribute.type()) {
                    case TEXT -> "text";
                    case BOOLEAN -> "boolean";
                    case OBJECT, ARRAY -> "jsonb";
                }
                + ")";
    }

    private static StatementSpec bind(StatementSpec statement, UserAttribute attribute, @Nullable JsonNode value) {
        var name = attribute.attributeName();
        if (value == null) {
            return statement.param(name, null, Types.VARCHAR);
        }
        return switch (attribute.type()) {
            case TEXT -> statement.param(name, value.stringValue());
            case BOOLEAN -> statement.param(name, value.booleanValue());
            case OBJECT, ARRAY -> statement.param(name, value.toString());
        };
    }

    private static StoredUser user(ResultSet row, int number) throws SQLException {
        return new StoredUser(
                row.getString("user_id"),
                row.getString("connection_id"),
                row.getString("linked_to"),
                row.getString("email"),
                row.getString("phone_number"),
                row.getString("app_metadata"),
                row.getString("user_metadata"));
    }
}
