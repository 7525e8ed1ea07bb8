package dev.usher.app;

import dev.usher.jobs.user.UserAttribute;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The users of a database as a sample tells them. */
final class SampleUsers {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern MADE_UP_ID = Pattern.compile("[^|]*\\|([0-9a-f]{8})[0-9a-f]{16}");

    private static final String USERS = "SELECT c.name AS connection, "
            + Arrays.stream(UserAttribute.values())
                    .map(a -> "to_jsonb(u." + a.attributeName() + ") AS " + a.attributeName())
                    .collect(Collectors.joining(", "))
            + " FROM users AS u JOIN connections AS c ON c.id = u.connection_id"
            + " ORDER BY c.name COLLATE \"C\", u.email, u.phone_number, u.user_id";

    private SampleUsers() {}

    /** In the order of connection, e-mail address and phone number; an id that Usher made up is left out. */
    static List<JsonNode> read(JdbcClient jdbc) {
        return jdbc.sql(USERS).query((row, number) -> user(row)).list();
    }

    private static JsonNode user(ResultSet row) throws SQLException {
        ObjectNode user = JSON.createObjectNode().put("connection", row.getString("connection"));
        for (var attribute : UserAttribute.values()) {
            var value = row.getString(attribute.attributeName());
            if (value != null) {
                user.set(attribute.attributeName(), JSON.readTree(value));
            }
        }
        if (isMadeUp(user.path("user_id").asString())) {
            user.remove("user_id");
        }
        return user;
    }

    /** Ids that Usher makes up begin with the time; those of the samples that look alike are years old. */
    private static boolean isMadeUp(String id) {
        var hex = MADE_UP_ID.matcher(id);
        return hex.matches()
                && Instant.ofEpochSecond(Long.parseLong(hex.group(1), 16))
                        .isAfter(Clock.systemUTC().instant().minus(Duration.ofDays(1)));
    }
}
