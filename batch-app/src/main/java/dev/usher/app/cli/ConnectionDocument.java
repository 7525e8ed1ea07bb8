package dev.usher.app.cli;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.PasswordOptions;
import dev.usher.jobs.connection.Strategy.Family;
import dev.usher.jobs.user.UserAttribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A connection as JSON and as text. */
final class ConnectionDocument {

    private ConnectionDocument() {}

    static Map<String, Object> of(Connection connection) {
        var options = new LinkedHashMap<String, Object>();
        options.put("requires_username", connection.options().requiresUsername());
        options.put("username_min_length", connection.options().usernameMinLength());
        options.put("username_max_length", connection.options().usernameMaxLength());
        options.put("set_user_root_attributes", rootAttributes(connection));
        options.put("required_fields", connection.options().requiredFields());
        if (connection.strategy().family() == Family.DATABASE) {
            var passwords = connection.options().passwords();
            options.put("password_policy", literal(passwords.policy()));
            options.put("password_min_length", passwords.minLength());
            options.put("password_hash", hash(passwords));
        }
        var document = new LinkedHashMap<String, Object>();
        document.put("id", connection.id());
        document.put("name", connection.name());
        document.put("strategy", connection.strategy().name());
        document.put("options", options);
        return document;
    }

    static String text(Connection connection) {
        var rules = connection.rules();
        var options = connection.options();
        var text = new StringBuilder();
        line(text, "id", connection.id());
        line(text, "name", connection.name());
        line(text, "strategy", connection.strategy().name());
        line(text, "requires username", options.requiresUsername() ? "yes" : "no");
        line(text, "username length", options.usernameMinLength() + ".." + options.usernameMaxLength());
        if (connection.strategy().family() == Family.DATABASE) {
            var passwords = options.passwords();
            line(
                    text,
                    "new passwords",
                    literal(passwords.policy()) + ", " + passwords.minLength() + " characters or more, "
                            + hash(passwords));
        }
        line(text, "root attributes", rootAttributes(connection));
        line(text, "user ids begin with", rules.userIdPrefix());
        line(text, "rows are matched by", rules.matchKey().attributeName());
        line(text, "rows must give", String.join(", ", rules.requiredFields()));
        line(text, "rows must not give", names(List.copyOf(rules.forbiddenAttributes())));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-20s %s", name, value).stripTrailing())
                .append('\n');
    }

    private static String names(List<UserAttribute> attributes) {
        return attributes.isEmpty()
                ? "-"
                : String.join(
                        ", ",
                        attributes.stream()
                                .map(UserAttribute::attributeName)
                                .sorted()
                                .toList());
    }

    private static String rootAttributes(Connection connection) {
        return connection.options().setUserRootAttributes().name().toLowerCase(Locale.ROOT);
    }

    /** As it is typed. */
    private static String hash(PasswordOptions passwords) {
        var hash = literal(passwords.hash());
        return passwords.hash() == PasswordOptions.Hash.BCRYPT ? hash + ":" + passwords.bcryptCost() : hash;
    }

    private static String literal(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
