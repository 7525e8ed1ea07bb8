package dev.usher.app.cli;

import dev.usher.app.cli.report.Json;
import dev.usher.app.cli.report.Table;
import dev.usher.app.cli.report.Texts;
import dev.usher.jobs.profile.UserColumn;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Users as text. */
final class UserDocument {

    /** What a table of users is made of. */
    static final List<UserColumn> LISTED = List.of(
            UserColumn.USER_ID, UserColumn.EMAIL, UserColumn.NAME, UserColumn.IDENTITIES, UserColumn.UPDATED_AT);

    private static final String NOTHING = "-";

    private UserDocument() {}

    /** A line for each attribute. */
    static String text(JsonNode user) {
        int width = user.propertyNames().stream().mapToInt(String::length).max().orElse(1);
        var text = new StringBuilder();
        user.forEachEntry(
                (name, value) -> text.append(String.format(Locale.ROOT, "%-" + width + "s  %s", name, shown(value)))
                        .append('\n'));
        return text.toString();
    }

    /** The same with these attributes only, in their order, as far as the user has them. */
    static JsonNode only(List<String> attributes, JsonNode user) {
        var kept = JsonNodeFactory.instance.objectNode();
        attributes.forEach(name -> Optional.ofNullable(user.get(name)).ifPresent(value -> kept.set(name, value)));
        return kept;
    }

    static String table(List<JsonNode> users) {
        var table = Table.of("user_id", "email", "name", "connection", "changed");
        users.forEach(user -> table.add(
                shown(user.path("user_id")),
                shown(user.path("email")),
                shown(user.path("name")),
                shown(user.path("identities").path(0).path("connection")),
                moment(user.path("updated_at"))));
        return table.toString();
    }

    static String identities(JsonNode identities) {
        var table = Table.of("provider", "user_id", "connection");
        identities.forEach(identity -> table.add(
                shown(identity.path("provider")), shown(identity.path("user_id")), shown(identity.path("connection"))));
        return table.toString();
    }

    private static String moment(JsonNode time) {
        return time.isString() ? Texts.moment(Instant.parse(time.stringValue())) : NOTHING;
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return NOTHING;
        }
        return Texts.printable(value.isString() ? value.stringValue() : Json.write(value));
    }
}
